using System.Text.Json.Nodes;
using LocalCluster.Hosting;
using LocalCluster.Tests.Hosting;

namespace LocalCluster.Tests.Api;

public sealed class FaultTests(FaultTests.Faulty api) : IClassFixture<FaultTests.Faulty>, IAsyncLifetime
{
    private const string Faults = "/slipway/faults";
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private string _path = "";

    public async ValueTask InitializeAsync() =>
        _path = $"/api/v1/namespaces/{await api.Namespace()}/configmaps";

    [Fact]
    public async Task Throttling_strikes_as_often_as_it_was_asked_for()
    {
        await Ask("""{"verbs":["list"],"resources":["configmaps"],"times":2,"status":429,"retryAfter":7}""");
        for (var i = 0; i < 2; i++)
        {
            using var answer = await api.Client.GetAsync(_path, Stop);
            Assert.Equal(429, (int)answer.StatusCode);
            Assert.Equal(TimeSpan.FromSeconds(7), answer.Headers.RetryAfter!.Delta);
            Assert.Equal(
                "Too many requests, please try again later.\n",
                await answer.Content.ReadAsStringAsync(Stop)
            );
        }
        Assert.Equal(200, (await api.Send("GET", _path)).Code);
        var (_, counts) = await api.Send("GET", Faults);
        Assert.Equal("""{"matched":2,"struck":2}""", counts["rules"]![0]!.ToJsonString());
    }

    [Fact]
    public async Task Other_requests_are_left_alone()
    {
        await Ask("""{"verbs":["create"],"resources":["secrets"],"status":500}""");
        Assert.Equal(201, (await Create("a")).Code);
        var (code, answer) = await api.Send(
            "POST",
            _path.Replace("configmaps", "secrets"),
            """{"metadata":{"name":"a"}}"""
        );
        Assert.Equal((500, "InternalError"), (code, answer["reason"]!.ToString()));
    }

    [Fact]
    public async Task The_same_seed_strikes_the_same_requests()
    {
        var first = await Drawn();
        Assert.Equal(first, await Drawn());
        Assert.InRange(first.Count(code => code == 503), 1, 39);

        async Task<List<int>> Drawn()
        {
            await Ask("""{"resources":["configmaps"],"percent":50,"status":503}""", seed: 11);
            var codes = new List<int>();
            for (var i = 0; i < 40; i++)
                codes.Add((await api.Send("GET", _path)).Code);
            return codes;
        }
    }

    [Fact]
    public async Task A_request_dropped_before_was_not_carried_out_and_one_dropped_after_was()
    {
        await Ask("""{"verbs":["create"],"resources":["configmaps"],"drop":"before","times":1}""");
        await Assert.ThrowsAsync<HttpRequestException>(() => Create("before"));
        await Ask("""{"verbs":["create"],"resources":["configmaps"],"drop":"after","times":1}""");
        await Assert.ThrowsAsync<HttpRequestException>(() => Create("after"));
        Assert.Equal(404, (await api.Send("GET", _path + "/before")).Code);
        Assert.Equal(200, (await api.Send("GET", _path + "/after")).Code);
    }

    [Fact]
    public async Task Stale_reads_see_the_state_at_the_time_of_asking()
    {
        await Create("a");
        await Ask("""{"verbs":["get","list"],"resources":["configmaps"],"stale":true}""");
        await Create("b");
        Assert.Equal(404, (await api.Send("GET", _path + "/b")).Code);
        await api.Send("DELETE", Faults);
        Assert.Equal(200, (await api.Send("GET", _path + "/b")).Code);
    }

    [Fact]
    public async Task A_watch_can_fall_silent_and_can_be_cut()
    {
        await Ask("""{"verbs":["watch"],"watch":{"then":"silence","after":"10m"}}""");
        using (var watch = await Watch())
        {
            await Create("heard");
            Assert.Contains("heard", await watch.ReadLineAsync(Stop));
            api.Time.Advance(TimeSpan.FromMinutes(10));
            await Create("unheard");
            var next = watch.ReadLineAsync(Stop).AsTask();
            // What a watch opened after it sees, the silent one would have seen as well.
            await api.Send("DELETE", Faults);
            using var other = await Watch();
            Assert.NotNull(await other.ReadLineAsync(Stop));
            Assert.False(next.IsCompleted);
        }
        await Ask("""{"verbs":["watch"],"watch":{"then":"drop","after":"10m"}}""");
        using var cut = await Watch();
        await cut.ReadLineAsync(Stop);
        await cut.ReadLineAsync(Stop);
        var end = cut.ReadLineAsync(Stop).AsTask();
        api.Time.Advance(TimeSpan.FromMinutes(10));
        await Assert.ThrowsAnyAsync<IOException>(() => end);
    }

    [Fact]
    public async Task Latency_delays_a_request_by_the_clusters_clock()
    {
        await Ask("""{"verbs":["create"],"resources":["configmaps"],"latency":"2h","times":1}""");
        var create = Create("late");
        await Eventually.True(() => api.Time.IsSet(TimeSpan.FromHours(2)));
        Assert.Equal(404, (await api.Send("GET", _path + "/late")).Code);
        api.Time.Advance(TimeSpan.FromHours(2));
        Assert.Equal(201, (await create).Code);
    }

    [Fact]
    public async Task All_mistakes_are_refused_at_once_and_change_nothing()
    {
        await Ask("""{"resources":["configmaps"],"status":503}""");
        var (code, answer) = await api.Send(
            "PUT",
            Faults,
            """
            {"rules":[{"percent":200,"drop":"never"},{"status":500,"stale":true,"speed":1},{"crash":"after"}]}
            """
        );
        Assert.Equal(400, code);
        var message = answer["message"]!.ToString();
        Assert.Contains("rules[0].percent: must be a number from 0 to 100", message);
        Assert.Contains("rules[0].drop: must be 'before' or 'after'", message);
        Assert.Contains("rules[1]: only one of status, drop, crash, stale and watch", message);
        Assert.Contains("rules[1].speed: is unknown", message);
        Assert.Contains("rules[2].crash: this cluster runs inside another program", message);
        Assert.Equal(503, (await api.Send("GET", _path)).Code);
    }

    [Fact]
    public async Task Only_the_administrator_may_ask_and_only_where_it_is_enabled()
    {
        const string accounts = "/api/v1/namespaces/default/serviceaccounts";
        await api.Send("POST", accounts, """{"metadata":{"name":"guest"}}""");
        var (_, token) = await api.Send("POST", accounts + "/guest/token", "{}");
        var guest = token["status"]!["token"]!.ToString();
        Assert.Equal(403, (await api.Send("GET", Faults, token: guest)).Code);

        await using var plain = new ApiFixture();
        await plain.InitializeAsync();
        using var answer = await plain.Client.GetAsync(Faults, Stop);
        Assert.Equal(404, (int)answer.StatusCode);
    }

    public async ValueTask DisposeAsync() => await api.Send("DELETE", Faults);

    private async Task Ask(string rule, int seed = 0)
    {
        var (code, answer) = await api.Send("PUT", Faults, $$$"""{"seed":{{{seed}}},"rules":[{{{rule}}}]}""");
        Assert.True(code == 200, answer.ToJsonString());
    }

    private Task<(int Code, JsonObject Body)> Create(string name) =>
        api.Send("POST", _path, $$$"""{"metadata":{"name":"{{{name}}}"}}""");

    private async Task<StreamReader> Watch()
    {
        var answer = await api.Client.GetAsync(
            _path + "?watch=true&fieldSelector=metadata.name!%3Dkube-root-ca.crt",
            HttpCompletionOption.ResponseHeadersRead,
            Stop
        );
        return new StreamReader(await answer.Content.ReadAsStreamAsync(Stop));
    }

    /// <summary>An API server that takes wishes for faults, on a clock of ours.</summary>
    public sealed class Faulty : ApiFixture
    {
        internal ManualTime Time { get; } = new();

        protected override ClusterOptions Configure(ClusterOptions options) =>
            options with
            {
                FaultInjection = true,
                Time = Time,
            };
    }
}
