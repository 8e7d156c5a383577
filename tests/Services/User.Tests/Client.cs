using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using Running;

namespace User.Tests;

/// <summary>Someone who uses the service.</summary>
internal sealed class Client(HttpClient http)
{
    public const string Password = "correct horse battery";

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public static string NewEmail() => $"ada-{Guid.NewGuid():N}@example.com";

    public Task<HttpResponseMessage> PostAsync(string path, object body) =>
        http.PostAsJsonAsync(path, body, Stop);

    /// <summary>Registers, and says under which id.</summary>
    public async Task<Guid> RegisterAsync(string email, string password = Password)
    {
        var answer = await PostAsync(
            "/users",
            new
            {
                email,
                name = "Ada",
                password,
            }
        );
        Assert.Equal(HttpStatusCode.Created, answer.StatusCode);
        return Guid.Parse((string)(await answer.JsonAsync())["id"]!);
    }

    public Task<HttpResponseMessage> TryLogInAsync(string email, string password = Password) =>
        PostAsync("/sessions", new { email, password });

    /// <summary>Logs in, and gives the token.</summary>
    public async Task<string> LogInAsync(string email, string password = Password)
    {
        var answer = await TryLogInAsync(email, password);
        Assert.Equal(HttpStatusCode.Created, answer.StatusCode);
        return (string)(await answer.JsonAsync())["token"]!;
    }

    public Task<HttpResponseMessage> SendAsync(
        HttpMethod method,
        string path,
        string? token,
        object? body = null
    )
    {
        var request = new HttpRequestMessage(method, path)
        {
            Content = body is null ? null : JsonContent.Create(body),
        };
        if (token is not null)
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        return http.SendAsync(request, Stop);
    }

    public async Task<HttpStatusCode> SessionStatusAsync(string? token) =>
        (await SendAsync(HttpMethod.Get, "/sessions/current", token)).StatusCode;
}
