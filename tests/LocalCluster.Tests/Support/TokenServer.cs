using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;

namespace LocalCluster.Tests.Support;

/// <summary>
/// A registry with a token server of its own before one that anyone may read: it lets in who brings the token
/// that it gave for ada's password and for the right scope.
/// </summary>
internal sealed class TokenServer : IAsyncDisposable
{
    private const string Token = "a-token";
    private readonly HttpClient _behind;
    private readonly WebApplication _app;

    private TokenServer(HttpClient behind)
    {
        _behind = behind;
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().UseUrls("http://127.0.0.1:0");
        _app = builder.Build();
        _app.Run(Answer);
    }

    public string Host => new Uri(_app.Urls.First()).Authority;

    public static async Task<TokenServer> Start(HttpClient behind)
    {
        var server = new TokenServer(behind);
        await server._app.StartAsync();
        return server;
    }

    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync(CancellationToken.None);
        await _app.DisposeAsync();
    }

    private async Task Answer(HttpContext context)
    {
        var who = context.Request.Headers.Authorization.ToString();
        if (context.Request.Path == "/token")
        {
            var isAda =
                who == "Basic YWRhOnNlY3JldA=="
                && context.Request.Query["scope"] == "repository:sh:pull"
                && context.Request.Query["service"] == "tests";
            context.Response.StatusCode = isAda ? 200 : 401;
            await context.Response.WriteAsync(isAda ? $$"""{"token":"{{Token}}"}""" : "{}");
        }
        else if (who == $"Bearer {Token}")
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, context.Request.Path.Value);
            request.Headers.TryAddWithoutValidation("Accept", context.Request.Headers.Accept.ToString());
            using var response = await _behind.SendAsync(request);
            context.Response.StatusCode = (int)response.StatusCode;
            await response.Content.CopyToAsync(context.Response.Body);
        }
        else
        {
            context.Response.StatusCode = 401;
            context.Response.Headers.WWWAuthenticate =
                $"Bearer realm=\"http://{Host}/token\",service=\"tests\",scope=\"repository:sh:pull\"";
        }
    }
}
