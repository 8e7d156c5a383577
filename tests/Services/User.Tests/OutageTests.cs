using System.Net;
using MySqlConnector;
using Running;
using User.Tests.Servers;

namespace User.Tests;

/// <summary>MariaDB or Redis is away for a while.</summary>
public sealed class OutageTests : IAsyncLifetime
{
    private readonly MariaDb _database = new();
    private readonly Redis _redis = new();
    private RunningService? _service;

    private RunningService Service => _service!;

    public async ValueTask InitializeAsync()
    {
        await _database.InitializeAsync();
        await _redis.InitializeAsync();
        _service = await RunningService.StartAsync(
            UserApp.Create,
            $"MySql:ConnectionString={await _database.NewDatabaseAsync()}",
            $"Redis:ConnectionString={_redis.Configuration}",
            "Storage:TimeoutMilliseconds=3000"
        );
        await ReadyAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (_service is not null)
            await _service.DisposeAsync();
        await _database.DisposeAsync();
        await _redis.DisposeAsync();
    }

    [Theory]
    [InlineData(true, "accounts: MySQL does not answer")]
    [InlineData(false, "sessions: Redis does not answer")]
    public async Task A_store_that_freezes_makes_it_unready_and_requests_fail_in_time(
        bool mySql,
        string reason
    )
    {
        var client = new Client(Service.Http);
        var email = await RegisterAsync(client);
        await (mySql ? _database.FreezeAsync() : _redis.FreezeAsync());
        try
        {
            var probe = await Service.GetAsync("/healthz/ready");
            var answer = await client.TryLogInAsync(email);

            Assert.Equal(HttpStatusCode.ServiceUnavailable, probe.StatusCode);
            // On a busy machine the probe may have to answer before the check has found its words.
            await Eventually.True(async () => (await SaidAsync()).Contains(reason));
            Assert.StartsWith("not ready\n", await SaidAsync());
            Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.StatusCode);
            Assert.NotNull(answer.Headers.RetryAfter);
            await answer.ProblemAsync();
            Assert.Equal(HttpStatusCode.OK, (await Service.GetAsync("/healthz/live")).StatusCode);
        }
        finally
        {
            await (mySql ? _database.ThawAsync() : _redis.ThawAsync());
        }
        await ReadyAsync();
        await Until.AnswersAsync(HttpStatusCode.Created, () => client.TryLogInAsync(email));
    }

    [Fact]
    public async Task A_store_that_comes_back_is_used_again()
    {
        var client = new Client(Service.Http);
        var email = await RegisterAsync(client);
        await _database.KillAsync();
        await _redis.KillAsync();
        await UnreadyAsync();

        await _database.StartAsync();
        await _redis.StartAsync();

        await ReadyAsync();
        await Until.AnswersAsync(HttpStatusCode.Created, () => client.TryLogInAsync(email));
    }

    [Fact]
    public async Task It_starts_without_its_database_and_is_ready_as_soon_as_that_is_there()
    {
        var where = await _database.NewDatabaseAsync();
        await _database.KillAsync();
        await using var early = await RunningService.StartAsync(
            UserApp.Create,
            $"MySql:ConnectionString={where}"
        );
        // On a busy machine the probe may have to answer before the check has found its words.
        await Eventually.True(async () =>
            (
                await (await early.GetAsync("/healthz/ready")).Content.ReadAsStringAsync(
                    TestContext.Current.CancellationToken
                )
            ).Contains("accounts: MySQL has no schema yet")
        );
        var answer = await early.GetAsync($"/users/{Guid.Empty}");
        Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.StatusCode);

        await _database.StartAsync();

        await Until.AnswersAsync(HttpStatusCode.OK, () => early.GetAsync("/healthz/ready"));
    }

    [Fact]
    public async Task A_database_that_falls_silent_while_a_connection_is_opened_is_asked_again()
    {
        var where = new MySqlConnectionStringBuilder(await _database.NewDatabaseAsync());
        await using var proxy = new SilentProxy((int)where.Port);
        where.Port = (uint)proxy.Port;

        await using var service = await RunningService.StartAsync(
            UserApp.Create,
            $"MySql:ConnectionString={where.ConnectionString}",
            "Storage:TimeoutMilliseconds=1000"
        );

        await Until.AnswersAsync(HttpStatusCode.OK, () => service.GetAsync("/healthz/ready"));
    }

    /// <summary>
    /// Registers somebody. The stores have little time to answer here, and a busy machine may not give it to
    /// them; then somebody else registers.
    /// </summary>
    private static async Task<string> RegisterAsync(Client client)
    {
        var email = "";
        await Until.AnswersAsync(HttpStatusCode.Created, () => client.PostAsync(
                "/users",
                new
                {
                    email = email = Client.NewEmail(),
                    name = "Ada",
                    password = Client.Password,
                }
            ));
        return email;
    }

    private async Task<string> SaidAsync()
    {
        using var probe = await Service.GetAsync("/healthz/ready");
        return await probe.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
    }

    private Task ReadyAsync() =>
        Until.AnswersAsync(HttpStatusCode.OK, () => Service.GetAsync("/healthz/ready"));

    private Task UnreadyAsync() =>
        Until.AnswersAsync(HttpStatusCode.ServiceUnavailable, () => Service.GetAsync("/healthz/ready"));
}
