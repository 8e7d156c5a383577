using System.Collections.Concurrent;
using Slipway.Kubernetes;
using Slipway.Kubernetes.Errors;
using Slipway.Kubernetes.Objects;
using Slipway.Values;

namespace Slipway.Pipeline.Changes;

/// <summary>Reads what is in the cluster of a release: one list for each kind.</summary>
internal sealed class LiveObjects(Cluster cluster)
{
    /// <summary>
    /// The live objects under the keys of the desired ones, and possibly others of their kinds.
    /// </summary>
    public async Task<IReadOnlyDictionary<ObjectKey, KubeObject>> ReadAsync(
        IReadOnlyList<KubeObject> desired,
        CancellationToken cancellation
    )
    {
        var found = new ConcurrentDictionary<ObjectKey, KubeObject>();
        var kinds = desired.GroupBy(o => (o.ApiVersion, o.Kind, o.Namespace));
        await Parallel.ForEachAsync(kinds, Concurrency.Limit(cancellation), async (kind, ct) =>
        {
            if (await cluster.FindKindAsync(kind.Key.ApiVersion, kind.Key.Kind, ct) is null)
                return;
            var (apiVersion, name, ns) = kind.Key;
            await foreach (var item in ReadAsync(apiVersion, name, ns, kind, ct))
                found[ObjectKey.Of(item)] = item;
        });
        return found;
    }

    private async IAsyncEnumerable<KubeObject> ReadAsync(
        string apiVersion,
        string kind,
        string? ns,
        IEnumerable<KubeObject> desired,
        [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellation
    )
    {
        IReadOnlyList<KubeObject>? all = null;
        try
        {
            all = (await cluster.ListAsync(apiVersion, kind, ns, selector: null, cancellation)).Items;
        }
        catch (AccessDeniedException e) when (e.Code == 403)
        {
            // A narrow Role lets us have our own objects, one by one, and not see the others.
        }
        foreach (var item in all ?? [])
            yield return item;
        foreach (var obj in all is null ? desired : [])
        {
            if (await cluster.GetAsync(ObjectKey.Of(obj), cancellation) is { } live)
                yield return live;
        }
    }
}
