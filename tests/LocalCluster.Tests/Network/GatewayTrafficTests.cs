using LocalCluster.Objects;
using LocalCluster.Schema;

namespace LocalCluster.Tests.Network;

public sealed class GatewayTrafficTests(GatewayCluster cluster) : IClassFixture<GatewayCluster>
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Requests_are_shared_by_weight_exactly()
    {
        await cluster.Serve("shared-a");
        await cluster.Serve("shared-b");
        using var http = await cluster.Gateway("shared");
        await cluster.Route(
            "shared",
            "shared",
            "[{backendRefs: [{name: shared-a, port: 80, weight: 90}, "
                + "{name: shared-b, port: 80, weight: 10}]}]"
        );
        await Routed(http);
        var shares = await GatewayCluster.Shares(http, 1000);
        Assert.Equal(900, shares["shared-a"]);
        Assert.Equal(100, shares["shared-b"]);
    }

    [Fact]
    public async Task Weights_change_under_load_without_a_failed_request()
    {
        await cluster.Serve("moved-a");
        await cluster.Serve("moved-b");
        using var http = await cluster.Gateway("moved");
        await cluster.Route("moved", "moved", Rule(100, 0));
        await Routed(http);
        using var stop = new CancellationTokenSource();
        var answers = 0;
        var load = Enumerable
            .Range(0, 4)
            .Select(_ => Load(http, () => Interlocked.Add(ref answers, 10), stop.Token))
            .ToArray();
        foreach (var weight in new[] { 10, 50, 90, 100 })
            await cluster.Route("moved", "moved", Rule(100 - weight, weight));
        await Eventually.True(async () =>
            (await GatewayCluster.Shares(http, 20)).GetValueOrDefault("moved-b") == 20
        );
        await Eventually.True(() => Volatile.Read(ref answers) > 100);
        await stop.CancelAsync();
        var answered = await Task.WhenAll(load);
        Assert.All(answered, shares =>
            Assert.Subset(new HashSet<string> { "moved-a", "moved-b" }, shares.Keys.ToHashSet())
        );

        static string Rule(int a, int b) =>
            $"[{{backendRefs: [{{name: moved-a, port: 80, weight: {a}}}, "
            + $"{{name: moved-b, port: 80, weight: {b}}}]}}]";
    }

    [Fact]
    public async Task A_header_sends_a_caller_to_the_other_version()
    {
        await cluster.Serve("ab-a");
        await cluster.Serve("ab-b");
        using var http = await cluster.Gateway("ab");
        await cluster.Route(
            "ab",
            "ab",
            """
            [{backendRefs: [{name: ab-a, port: 80}]},
             {matches: [{headers: [{name: X-Group, value: b}]}], backendRefs: [{name: ab-b, port: 80}]}]
            """
        );
        await Routed(http);
        Assert.Equal(10, (await GatewayCluster.Shares(http, 10))["ab-a"]);
        var chosen = await GatewayCluster.Shares(http, 10, r => r.Headers.Add("x-group", "b"));
        Assert.Equal(10, chosen["ab-b"]);
    }

    [Fact]
    public async Task A_share_without_a_backend_fails_and_no_weight_at_all_fails_whole()
    {
        await cluster.Serve("half");
        using var http = await cluster.Gateway("half");
        await cluster.Route(
            "half",
            "half",
            "[{backendRefs: [{name: half, port: 80}, {name: nosuch, port: 80}]}]"
        );
        await Routed(http);
        var shares = await GatewayCluster.Shares(http, 100);
        Assert.Equal((50, 50), (shares["half"], shares["500"]));
        Assert.Equal("BackendNotFound", Reason("half", "ResolvedRefs"));

        await cluster.Route("half", "half", "[{backendRefs: [{name: half, port: 80, weight: 0}]}]");
        await Eventually.True(async () =>
            (await GatewayCluster.Shares(http, 5)).GetValueOrDefault("500") == 5
        );
    }

    [Fact]
    public async Task A_refused_connection_leads_to_the_next_endpoint_and_none_to_503()
    {
        var backend = await cluster.Serve("spare");
        cluster.PointTo("spare", 1, 2);
        using var http = await cluster.Gateway("spare");
        await cluster.Route("spare", "spare", "[{backendRefs: [{name: spare, port: 80}]}]");
        await Routed(http);
        Assert.Equal(30, (await GatewayCluster.Shares(http, 30))["spare"]);
        foreach (
            var slice in cluster.Resources.List(Kinds.EndpointSlice, "default", s =>
                s.Text("metadata", "labels", "kubernetes.io/service-name") == "spare"
            )
        )
            cluster.Resources.Delete(Kinds.EndpointSlice, "default", slice.Name());
        await Eventually.True(async () =>
            (await GatewayCluster.Shares(http, 5)).GetValueOrDefault("503") == 5
        );
        Assert.Equal("spare", backend.Name);
    }

    [Fact]
    public async Task A_changed_route_and_a_removed_gateway_let_requests_end()
    {
        var backend = await cluster.Serve("drain");
        using var http = await cluster.Gateway("drain");
        await cluster.Route("drain", "drain", "[{backendRefs: [{name: drain, port: 80}]}]");
        await Routed(http);
        var slow = http.GetStringAsync("/slow", Cancellation);
        await backend.Waiting.Task.WaitAsync(Cancellation);
        await cluster.Kubectl.Run("delete httproute drain");
        await Eventually.True(async () => (await GatewayCluster.Shares(http, 1)).ContainsKey("404"));
        // Not by kubectl: what is on its way has half a minute from here on.
        cluster.Resources.Delete(Kinds.Gateway, "default", "drain");
        using var other = GatewayCluster.Client(http.BaseAddress!.Host);
        await Eventually.True(async () => await Refuses(other));
        backend.Go.SetResult();
        Assert.Equal("drain", await slow);
    }

    /// <summary>The table follows the objects: wait until the route is in it.</summary>
    internal static Task Routed(HttpClient http) =>
        Eventually.True(async () =>
        {
            using var answer = await http.GetAsync("/ready");
            return (int)answer.StatusCode != 404;
        });

    private string? Reason(string route, string condition) =>
        cluster
            .Get(Kinds.HttpRoute, route)
            .Items("status", "parents")
            .Single()
            .Items("conditions")
            .Single(c => c.Text("type") == condition)
            .Text("reason");

    private static async Task<bool> Refuses(HttpClient http)
    {
        try
        {
            using var answer = await http.GetAsync("/", Cancellation);
            return false;
        }
        catch (HttpRequestException)
        {
            return true;
        }
    }

    /// <summary>Asks ten times, again and again; <paramref name="count"/> hears of each ten.</summary>
    private static async Task<Dictionary<string, int>> Load(
        HttpClient http,
        Action count,
        CancellationToken stop
    )
    {
        var all = new Dictionary<string, int>();
        while (!stop.IsCancellationRequested)
        {
            foreach (var (by, times) in await GatewayCluster.Shares(http, 10))
                all[by] = all.GetValueOrDefault(by) + times;
            count();
        }
        return all;
    }
}
