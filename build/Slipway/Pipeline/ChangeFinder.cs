using System.Collections.Concurrent;
using Slipway.Kubernetes;
using Slipway.Values;

namespace Slipway.Pipeline;

/// <summary>
/// Finds out what a release would change, without changing anything: one list for each kind, and a dry run only of what
/// looks different. So unknown fields, conflicts and missing rights come to light before the first write.
/// </summary>
public sealed class ChangeFinder(DeliveryContext context)
{
    /// <summary>Compares a release with the cluster and with what came before it.</summary>
    /// <exception cref="Refusal">The API server would refuse an object.</exception>
    public async Task<ChangeSet> FindAsync(
        IReadOnlyList<KubeObject> desired, Lineage lineage, CancellationToken cancellation)
    {
        var live = await LiveAsync(desired, cancellation).ConfigureAwait(false);
        // After a release that ended early nobody knows what was applied of it: then the API server compares everything.
        var applied = (lineage.IsSettled ? lineage.Running!.Release.Manifests : []).ToDictionary(ObjectKey.Of);
        var changed = new ConcurrentDictionary<KubeObject, bool>();
        await Parallel.ForEachAsync(
            desired,
            new ParallelOptions { MaxDegreeOfParallelism = ReleaseRun.Parallelism, CancellationToken = cancellation },
            async (obj, ct) =>
            {
                var key = ObjectKey.Of(obj);
                var current = live.GetValueOrDefault(key);
                if (!ChangeSet.IsUnchanged(obj, applied.GetValueOrDefault(key), current))
                    changed[obj] = await DiffersAsync(obj, current, desired, ct).ConfigureAwait(false);
            }).ConfigureAwait(false);

        var gone = ChangeSet.Gone(lineage.Objects, desired);
        return new ChangeSet([.. desired.Where(o => changed.GetValueOrDefault(o))], gone);
    }

    private async Task<bool> DiffersAsync(
        KubeObject obj, KubeObject? live, IReadOnlyList<KubeObject> release, CancellationToken cancellation)
    {
        // A kind that the release itself brings can only be checked once it is there.
        if (await context.Cluster.FindKindAsync(obj.ApiVersion, obj.Kind, cancellation).ConfigureAwait(false) is null
            && release.Any(o => o.Kind == "CustomResourceDefinition" && o.Text("spec", "names", "kind") == obj.Kind))
            return true;
        var options = new ApplyOptions(context.ForceConflicts, DryRun: true);
        var result = await context.Cluster.ApplyAsync(obj, options, cancellation).ConfigureAwait(false);
        return live is null || !ChangeSet.IsSame(result.Object, live);
    }

    private async Task<IReadOnlyDictionary<ObjectKey, KubeObject>> LiveAsync(
        IReadOnlyList<KubeObject> desired, CancellationToken cancellation)
    {
        var found = new ConcurrentDictionary<ObjectKey, KubeObject>();
        var kinds = desired.Select(o => (o.ApiVersion, o.Kind, o.Namespace)).Distinct();
        await Parallel.ForEachAsync(kinds, cancellation, async (kind, ct) =>
        {
            if (await context.Cluster.FindKindAsync(kind.ApiVersion, kind.Kind, ct).ConfigureAwait(false) is null)
                return;
            var list = await context.Cluster.ListAsync(kind.ApiVersion, kind.Kind, kind.Namespace, selector: null, ct)
                .ConfigureAwait(false);
            foreach (var item in list.Items)
                found[ObjectKey.Of(item)] = item;
        }).ConfigureAwait(false);
        return found;
    }
}
