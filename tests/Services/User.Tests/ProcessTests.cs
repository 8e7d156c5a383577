using System.Net;
using Running;
using User.Tests.Servers;

namespace User.Tests;

/// <summary>User as the process that a pod runs.</summary>
public sealed class ProcessTests(MariaDb database, Redis redis) : IClassFixture<MariaDb>, IClassFixture<Redis>
{
    [Fact]
    public async Task After_SIGTERM_it_serves_until_it_is_drained()
    {
        await using var process = await StartAsync(drainSeconds: 300);
        using var http = new HttpClient { BaseAddress = await process.ListeningAsync() };
        var token = await UseAsync(http, Client.NewEmail());

        process.Terminate();
        await Eventually.True(async () => await StatusAsync(http) == HttpStatusCode.ServiceUnavailable);

        Assert.Equal(HttpStatusCode.OK, await new Client(http).SessionStatusAsync(token));
    }

    [Fact]
    public async Task Its_log_has_no_secret()
    {
        await using var process = await StartAsync(drainSeconds: 1);
        using var http = new HttpClient { BaseAddress = await process.ListeningAsync() };
        var email = Client.NewEmail();
        var token = await UseAsync(http, email);
        await new Client(http).TryLogInAsync(email, "wrong password");
        process.Terminate();

        Assert.Equal(0, await process.ExitAsync());
        Assert.Empty(process.Errors);
        Assert.NotEmpty(process.Output);
        string[] secrets = [token, email, Client.Password, "wrong password", "User ID=root"];
        Assert.All(process.Output, line => Assert.DoesNotContain(secrets, line.Contains));
    }

    private async Task<StartedProcess> StartAsync(int drainSeconds) =>
        StartedProcess.Start(
            "User.dll",
            ("MySql__ConnectionString", await database.NewDatabaseAsync()),
            ("Redis__ConnectionString", redis.Configuration),
            ("Storage__TimeoutMilliseconds", "20000"),
            ("Shutdown__DrainSeconds", $"{drainSeconds}")
        );

    /// <summary>Registers and logs in as soon as it is ready; the token.</summary>
    private static async Task<string> UseAsync(HttpClient http, string email)
    {
        await Eventually.True(async () => await StatusAsync(http) == HttpStatusCode.OK);
        var client = new Client(http);
        await client.RegisterAsync(email);
        return await client.LogInAsync(email);
    }

    private static async Task<HttpStatusCode> StatusAsync(HttpClient http)
    {
        using var answer = await http.GetAsync("/healthz/ready", TestContext.Current.CancellationToken);
        return answer.StatusCode;
    }
}
