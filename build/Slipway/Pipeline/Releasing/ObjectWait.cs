using Slipway.Kubernetes;
using Slipway.Kubernetes.Objects;
using Slipway.Kubernetes.Watching;
using Slipway.Values;

namespace Slipway.Pipeline.Releasing;

/// <summary>Waits for a single object.</summary>
internal static class ObjectWait
{
    /// <summary>
    /// Returns when a condition holds for an object, which is null while there is none. Watches, and does not
    /// poll.
    /// </summary>
    public static async Task UntilAsync(
        this Cluster cluster,
        ObjectKey key,
        Func<KubeObject?, bool> holds,
        CancellationToken cancellation
    )
    {
        KubeObject? live = null;
        var synced = false;
        var selector = new ObjectSelector(Fields: $"metadata.name={key.Name}");
        var watch = cluster.WatchAsync(key.ApiVersion, key.Kind, key.Namespace, selector, cancellation);
        await foreach (var news in watch)
        {
            if (news.Type == WatchEventType.Synced)
                synced = true;
            else
                live = news.Type == WatchEventType.Deleted ? null : news.Object;
            if (synced && holds(live))
                return;
        }
    }
}
