using System.Net;
using MySqlConnector;
using Running;
using User.Tests.Servers;

namespace User.Tests;

/// <summary>Accounts in MariaDB and sessions in Redis.</summary>
public sealed class StoredTests(MariaDb database, Redis redis)
    : AccountTests,
        IClassFixture<MariaDb>,
        IClassFixture<Redis>
{
    private protected override async Task<RunningService> StartAsync(params string[] settings) =>
        await StartAsync(await database.NewDatabaseAsync(), settings);

    [Fact]
    public async Task Replicas_that_start_at_once_on_an_empty_database_share_accounts_sessions_and_lock_outs()
    {
        var where = await database.NewDatabaseAsync();
        var starts = Enumerable.Range(0, 4).Select(_ => StartAsync(where, "LockOut:Failures=3"));
        var replicas = await Task.WhenAll(starts);
        var clients = replicas.Select(replica => new Client(replica.Http)).ToArray();
        var email = Client.NewEmail();

        await clients[0].RegisterAsync(email);
        var token = await clients[1].LogInAsync(email);
        Assert.Equal(HttpStatusCode.OK, await clients[2].SessionStatusAsync(token));
        foreach (var client in clients.Take(3))
            await client.TryLogInAsync(email, "wrong");
        Assert.Equal(HttpStatusCode.TooManyRequests, (await clients[3].TryLogInAsync(email)).StatusCode);

        foreach (var replica in replicas)
            await replica.DisposeAsync();
    }

    [Fact]
    public async Task Accounts_and_sessions_outlive_the_process()
    {
        var where = await database.NewDatabaseAsync();
        var email = Client.NewEmail();
        string token;
        await using (var first = await StartAsync(where))
        {
            await new Client(first.Http).RegisterAsync(email);
            token = await new Client(first.Http).LogInAsync(email);
        }

        await using var second = await StartAsync(where);

        Assert.Equal(HttpStatusCode.OK, await new Client(second.Http).SessionStatusAsync(token));
        Assert.Equal(
            "ready\naccounts: in MySQL\nsessions: in Redis\n",
            await second.GetStringAsync("/healthz/ready")
        );
    }

    [Fact]
    public async Task No_store_has_a_password_or_a_token()
    {
        var where = await database.NewDatabaseAsync();
        await using var service = await StartAsync(where);
        var (client, email) = (new Client(service.Http), Client.NewEmail());
        await client.RegisterAsync(email);
        var token = await client.LogInAsync(email);

        await using var connection = new MySqlConnection(where);
        await connection.OpenAsync(TestContext.Current.CancellationToken);
        var hash = (string)
            (
                await new MySqlCommand("SELECT password_hash FROM accounts", connection).ExecuteScalarAsync(
                    TestContext.Current.CancellationToken
                )
            )!;
        var keys = await RedisKeys.AllAsync(redis.Configuration);

        Assert.StartsWith("pbkdf2-sha512$210000$", hash);
        Assert.DoesNotContain(keys, text => text.Contains(token) || text.Contains(email));
        Assert.Contains(keys, text => text.StartsWith("user:session:", StringComparison.Ordinal));
    }

    private async Task<RunningService> StartAsync(string where, params string[] settings)
    {
        var service = await RunningService.StartAsync(
            UserApp.Create,
            [
                $"MySql:ConnectionString={where}",
                $"Redis:ConnectionString={redis.Configuration}",
                "Storage:TimeoutMilliseconds=20000",
                .. settings,
            ]
        );
        await Until.AnswersAsync(HttpStatusCode.OK, () => service.GetAsync("/healthz/ready"));
        return service;
    }
}
