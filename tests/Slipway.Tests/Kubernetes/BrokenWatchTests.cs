using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Slipway.Kubernetes.Errors;
using Slipway.Kubernetes.Watching;
using static Slipway.Tests.Kubernetes.WatchTests;

namespace Slipway.Tests.Kubernetes;

public sealed class BrokenWatchTests
{
    private const string List = "/api/v1/namespaces/shop/configmaps?limit";
    private const string Watch = "/api/v1/namespaces/shop/configmaps?watch";

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_cut_watch_goes_on_where_it_was()
    {
        await using var api = await ScriptedApi.StartAsync();
        using var cluster = await api.ConnectAsync();
        api.On("GET", List, 200, Items("10", ("a", "5")))
            .On("GET", Watch, Lines(Line("ADDED", "b", "11"), Line("BOOKMARK", "", "14")))
            .On("GET", Watch, context =>
                context.Response.WriteAsync(Line("MODIFIED", "b", "15") + "\n{\"type\":\"MODI")
            )
            .On("GET", Watch, 500, """{"kind":"Status","code":500,"message":"hiccup"}""")
            .On("GET", Watch, Lines(Line("MODIFIED", "b", "15"), Line("DELETED", "a", "16")));
        await using var watch = cluster
            .WatchAsync("v1", "ConfigMap", "shop", null, Stop)
            .GetAsyncEnumerator(Stop);
        Assert.Equal((WatchEventType.Added, "a"), await NextAsync(watch));
        Assert.Equal((WatchEventType.Synced, null), await NextAsync(watch));
        Assert.Equal((WatchEventType.Added, "b"), await NextAsync(watch));
        Assert.Equal((WatchEventType.Modified, "b"), await NextAsync(watch));
        Assert.Equal((WatchEventType.Deleted, "a"), await NextAsync(watch));
        Assert.Equal(
            ["10", "14", "15", "15"],
            api.Requests.Where(r => r.Contains("watch=true"))
                .Take(4)
                .Select(r => r.Split("resourceVersion=")[1])
        );
        Assert.Single(api.Requests, r => r.Contains("limit="));
    }

    [Fact]
    public async Task After_too_much_was_missed_only_what_was_missed_is_told()
    {
        await using var api = await ScriptedApi.StartAsync();
        using var cluster = await api.ConnectAsync();
        api.On("GET", List, 200, Items("10", ("gone", "5"), ("same", "6"), ("changed", "7")))
            .On(
                "GET",
                Watch,
                Lines(
                    """{"type":"ERROR","object":{"kind":"Status","code":410"""
                        + ""","reason":"Expired","message":"too old"}}"""
                )
            )
            .On("GET", List, 200, Items("30", ("same", "6"), ("changed", "21"), ("new", "22")))
            .On("GET", Watch, 410, """{"kind":"Status","code":410,"reason":"Expired","message":"too old"}""")
            .On("GET", List, 200, Items("40", ("same", "6"), ("changed", "21"), ("new", "22")))
            .On("GET", Watch, Lines(Line("DELETED", "same", "41")));
        await using var watch = cluster
            .WatchAsync("v1", "ConfigMap", "shop", null, Stop)
            .GetAsyncEnumerator(Stop);
        for (var i = 0; i < 4; i++)
            await NextAsync(watch);
        Assert.Equal((WatchEventType.Deleted, "gone"), await NextAsync(watch));
        Assert.Equal((WatchEventType.Modified, "changed"), await NextAsync(watch));
        Assert.Equal((WatchEventType.Added, "new"), await NextAsync(watch));
        Assert.Equal((WatchEventType.Deleted, "same"), await NextAsync(watch));
    }

    [Fact]
    public async Task A_watch_that_falls_silent_is_opened_anew()
    {
        await using var api = await ScriptedApi.StartAsync();
        var time = new ManualTime();
        using var cluster = await api.ConnectAsync(time);
        var silent = new TaskCompletionSource();
        api.On("GET", List, 200, Items("10"))
            .On("GET", Watch, async context =>
            {
                await context.Response.WriteAsync(Line("ADDED", "a", "11") + "\n");
                await context.Response.Body.FlushAsync();
                silent.SetResult();
                await Task.Delay(Timeout.Infinite, context.RequestAborted);
            })
            .On("GET", Watch, Lines(Line("ADDED", "b", "12")));
        await using var watch = cluster
            .WatchAsync("v1", "ConfigMap", "shop", null, Stop)
            .GetAsyncEnumerator(Stop);
        await NextAsync(watch);
        Assert.Equal((WatchEventType.Added, "a"), await NextAsync(watch));
        var next = NextAsync(watch);
        await silent.Task;
        await Eventually.True(() => time.Pending > 0);
        time.Advance(TimeSpan.FromSeconds(90));
        Assert.Equal((WatchEventType.Added, "b"), await next);
    }

    [Fact]
    public async Task A_server_that_stays_away_ends_the_watch()
    {
        var api = await ScriptedApi.StartAsync();
        using var cluster = await api.ConnectAsync(new FastTime());
        api.On("GET", List, 200, Items("10")).On("GET", Watch, Lines());
        await using var watch = cluster
            .WatchAsync("v1", "ConfigMap", "shop", null, Stop)
            .GetAsyncEnumerator(Stop);
        await NextAsync(watch);
        await api.DisposeAsync();
        await Assert.ThrowsAsync<ClusterUnreachableException>(() => NextAsync(watch));
    }

    private static Func<HttpContext, Task> Lines(params string[] lines) =>
        context => context.Response.WriteAsync(string.Concat(lines.Select(l => l + "\n")));

    private static string Line(string type, string name, string version) =>
        new JsonObject { ["type"] = type, ["object"] = Item(name, version) }.ToJsonString();

    private static string Items(string version, params (string Name, string Version)[] items) =>
        new JsonObject
        {
            ["kind"] = "ConfigMapList",
            ["metadata"] = new JsonObject { ["resourceVersion"] = version },
            ["items"] = new JsonArray([.. items.Select(i => Item(i.Name, i.Version))]),
        }.ToJsonString();

    private static JsonObject Item(string name, string version) =>
        new()
        {
            ["metadata"] = new JsonObject
            {
                ["name"] = name,
                ["namespace"] = "shop",
                ["resourceVersion"] = version,
            },
        };
}
