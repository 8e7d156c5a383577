using Slipway.Kubernetes;
using Slipway.Kubernetes.Objects;
using Slipway.Kubernetes.Watching;

namespace Slipway.Tests.Kubernetes;

public sealed class WatchTests(RunningCluster running) : IClassFixture<RunningCluster>
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_exists_comes_first_then_each_change_in_order()
    {
        using var cluster = await running.ConnectAsync();
        var ns = await RunningCluster.NamespaceAsync(cluster);
        await cluster.CreateAsync(Samples.ConfigMap(ns, "old"), Stop);
        await using var watch = cluster
            .WatchAsync("v1", "ConfigMap", ns, new ObjectSelector("test=yes"), Stop)
            .GetAsyncEnumerator(Stop);
        Assert.Equal((WatchEventType.Added, "old"), await NextAsync(watch));
        Assert.Equal((WatchEventType.Synced, null), await NextAsync(watch));

        var made = await cluster.CreateAsync(Samples.ConfigMap(ns, "new"), Stop);
        await cluster.ReplaceAsync(made.With(json => json["data"]!["a"] = "2"), Stop);
        await cluster.DeleteAsync(ObjectKey.Of(made), new DeleteOptions(), Stop);
        Assert.Equal((WatchEventType.Added, "new"), await NextAsync(watch));
        Assert.Equal((WatchEventType.Modified, "new"), await NextAsync(watch));
        Assert.Equal((WatchEventType.Deleted, "new"), await NextAsync(watch));
    }

    internal static async Task<(WatchEventType Type, string? Name)> NextAsync(
        IAsyncEnumerator<WatchEvent> watch
    )
    {
        Assert.True(await watch.MoveNextAsync().AsTask().WaitAsync(Eventually.Deadline, Stop));
        return (watch.Current.Type, watch.Current.Object?.Name);
    }
}
