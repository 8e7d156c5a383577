using System.Net;
using Running;
using User.Tests.Servers;

namespace User.Tests;

/// <summary>User as the process that a pod runs.</summary>
public sealed class ProcessTests(MariaDb database, Redis redis) : IClassFixture<MariaDb>, IClassFixture<Redis>
{
    [Fact]
    public async Task On_SIGTERM_it_serves_until_it_is_drained_and_its_log_has_no_secret()
    {
        var where = await database.NewDatabaseAsync();
        await using var process = StartedProcess.Start(
            "User.dll", ("MySql__ConnectionString", where), ("Redis__ConnectionString", redis.Configuration),
            ("Shutdown__DrainSeconds", "15"));
        using var http = new HttpClient { BaseAddress = await process.ListeningAsync() };
        await Until.TrueAsync(async () => await StatusAsync(http) == HttpStatusCode.OK);
        var (client, email) = (new Client(http), Client.NewEmail());
        await client.RegisterAsync(email);
        var token = await client.LogInAsync(email);
        await client.TryLogInAsync(email, "wrong password");

        process.Terminate();
        await Until.TrueAsync(async () => await StatusAsync(http) == HttpStatusCode.ServiceUnavailable);
        Assert.Equal(HttpStatusCode.OK, await client.SessionStatusAsync(token));

        Assert.Equal(0, await process.ExitAsync());
        Assert.Empty(process.Errors);
        string[] secrets = [token, email, Client.Password, "wrong password", "User ID=root"];
        Assert.All(process.Output, line => Assert.DoesNotContain(secrets, line.Contains));
    }

    private static async Task<HttpStatusCode> StatusAsync(HttpClient http)
    {
        using var answer = await http.GetAsync("/healthz/ready", TestContext.Current.CancellationToken);
        return answer.StatusCode;
    }
}
