using System.Collections.Concurrent;
using Slipway.Kubernetes;
using Slipway.Kubernetes.Errors;
using Slipway.Kubernetes.Objects;
using Slipway.Releases;
using Slipway.Rollouts.Waiting;
using Slipway.Values;

namespace Slipway.Pipeline.Changes;

/// <summary>
/// Finds out what a release would change, without changing anything: one list for each kind, and a dry run
/// only of what looks different. So unknown fields, conflicts and missing rights come to light before the
/// first write, all at once.
/// </summary>
public sealed class ChangeFinder(DeliveryContext context)
{
    private enum Change
    {
        None,
        Apply,
        Replace,
    }

    /// <summary>Compares a release with the cluster and with what came before it.</summary>
    /// <exception cref="Refusal">The API server would refuse an object.</exception>
    /// <exception cref="MultipleRefusalsException">It would refuse several.</exception>
    public async Task<ChangeSet> FindAsync(
        IReadOnlyList<KubeObject> desired,
        ReleaseTimeline timeline,
        CancellationToken cancellation
    )
    {
        var live = await new LiveObjects(context.Cluster).ReadAsync(desired, cancellation);
        // After a release that ended early it is unknown what was applied of it: then the API server compares
        // everything.
        var applied = (timeline.IsSettled ? timeline.Running!.Release.Manifests : []).ToDictionary(
            ObjectKey.Of
        );
        var found = new ConcurrentDictionary<ObjectKey, Change>();
        var refused = new ConcurrentBag<Refusal>();
        await Parallel.ForEachAsync(desired, Concurrency.Limit(cancellation), async (obj, ct) =>
        {
            var key = ObjectKey.Of(obj);
            try
            {
                var current = live.GetValueOrDefault(key);
                found[key] = await CompareAsync(obj, applied.GetValueOrDefault(key), current, desired, ct);
            }
            catch (Refusal e) when (e is not ClusterUnreachableException)
            {
                refused.Add(e);
            }
        });
        if (!refused.IsEmpty)
            throw MultipleRefusalsException.Of([.. refused.OrderBy(r => r.Where, StringComparer.Ordinal)]);
        var departures = await new DepartureFinder(context).FindAsync(desired, timeline, cancellation);
        return new ChangeSet(
            desired,
            [.. desired.Where(o => found[ObjectKey.Of(o)] != Change.None)],
            found.Where(f => f.Value == Change.Replace).Select(f => f.Key).ToHashSet(),
            departures.Removed
        )
        {
            Departures = departures,
        };
    }

    private async Task<Change> CompareAsync(
        KubeObject obj,
        KubeObject? applied,
        KubeObject? live,
        IReadOnlyList<KubeObject> release,
        CancellationToken cancellation
    )
    {
        // A Job that failed does not begin again by itself.
        if (obj.Kind == "Job" && live is not null && Readiness.Of(live).State == ReadinessState.Failed)
            return Change.Replace;
        if (ChangeSet.IsUnchanged(obj, applied, live))
            return Change.None;
        // A kind that the release itself brings can only be checked once it is there.
        if (
            await context.Cluster.FindKindAsync(obj.ApiVersion, obj.Kind, cancellation) is null
            && release.Any(o =>
                o.Kind == "CustomResourceDefinition" && o.Text("spec", "names", "kind") == obj.Kind
            )
        )
            return Change.Apply;
        try
        {
            var options = new ApplyOptions(context.ForceConflicts, DryRun: true);
            var result = await context.Cluster.ApplyAsync(obj, options, cancellation);
            return live is not null && ChangeSet.IsSame(result.Object, live) ? Change.None : Change.Apply;
        }
        catch (InvalidObjectException e)
            when (live is not null && ImmutableFields.Named(e) is { Count: > 0 } fields)
        {
            // A Job runs once; another one takes its place.
            return obj.Kind == "Job"
                ? Change.Replace
                : throw new ImmutableFieldsException(ObjectKey.Of(obj), fields);
        }
        catch (ApiException e) when (e.Code == 404 && obj.Kind is "RoleBinding" or "ClusterRoleBinding")
        {
            // The API server looks for the role, which comes with the release.
            return Change.Apply;
        }
    }
}
