using Slipway.Kubernetes.Objects;
using Slipway.Pipeline.Changes;
using Slipway.Releases;

namespace Slipway.Pipeline.Planning;

/// <summary>Writes down what a release would do. Pure.</summary>
internal static class PlanDecision
{
    /// <summary>The plan.</summary>
    /// <param name="target">Where it is to be done.</param>
    /// <param name="desired">The release.</param>
    /// <param name="changes">What it would change.</param>
    /// <param name="timeline">What was released before.</param>
    /// <param name="salt">The salt of its digests.</param>
    public static ReleasePlan Decide(
        PlanTarget target,
        DesiredRelease desired,
        ChangeSet changes,
        ReleaseTimeline timeline,
        string salt
    )
    {
        var digest = new PlanDigest(salt);
        var applied = changes.Apply.ToDictionary(ObjectKey.Of);
        var objects = changes.Release.Select(obj =>
        {
            var (key, manifest) = (ObjectKey.Of(obj), digest.OfManifest(obj));
            if (!applied.TryGetValue(key, out var apply))
                return new PlannedObject(key, PlannedChange.Unchanged, manifest, null);
            if (changes.Previews.GetValueOrDefault(key)?.Live is not { } live)
                return new PlannedObject(key, PlannedChange.New, manifest, null);
            var change = changes.Replace.ContainsKey(key) ? PlannedChange.Replaced : PlannedChange.Changed;
            return new PlannedObject(key, change, manifest, digest.OfLive(live, apply));
        });
        var removed = changes.Departures.Removed.Select(key => new PlannedObject(
            key,
            PlannedChange.Removed,
            null,
            null
        ));
        return new ReleasePlan(
            target,
            timeline.NextRevision,
            desired.Version,
            desired.Commit,
            salt,
            [.. objects.Concat(removed).OrderBy(o => $"{o.Key}", StringComparer.Ordinal)]
        );
    }
}
