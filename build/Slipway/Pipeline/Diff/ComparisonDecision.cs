using System.Text.Json;
using Slipway.Kubernetes.Objects;
using Slipway.Pipeline.Changes;
using Slipway.Releases;
using Slipway.Values;

namespace Slipway.Pipeline.Diff;

/// <summary>Compares two recorded releases, manifest with manifest. Pure.</summary>
internal static class ComparisonDecision
{
    /// <summary>What differs of their objects.</summary>
    public static ReleaseDiff Objects(Release from, Release to)
    {
        var before = from.Manifests.ToDictionary(ObjectKey.Of);
        var after = to.Manifests.Select(ObjectKey.Of).ToHashSet();
        var removed = before.Keys.Where(key => !after.Contains(key)).ToList();
        var changes = new ChangeSet(
            to.Manifests,
            [.. to.Manifests.Where(obj => !IsSame(before.GetValueOrDefault(ObjectKey.Of(obj)), obj))],
            new Dictionary<ObjectKey, Replacement>(),
            removed
        )
        {
            Departures = Departures.None with { Removed = removed },
            Previews = to.Manifests.ToDictionary(ObjectKey.Of, obj =>
            {
                var old = before.GetValueOrDefault(ObjectKey.Of(obj));
                return new ObjectPreview(obj, old, old, Result: null);
            }),
        };
        return new DiffDecision(
            changes,
            from.Manifests,
            PendingImages.None,
            replaceImmutable: true
        ).Decide([]);
    }

    /// <summary>The services whose image differs, by name.</summary>
    public static IReadOnlyList<ImageChange> Images(Release from, Release to) =>
        [
            .. from
                .Images.Keys.Union(to.Images.Keys)
                .Order(StringComparer.Ordinal)
                .Select(service => new ImageChange(
                    service,
                    from.Images.GetValueOrDefault(service),
                    to.Images.GetValueOrDefault(service)
                ))
                .Where(change => change.Before != change.After),
        ];

    private static bool IsSame(KubeObject? before, KubeObject after) =>
        before is not null && JsonElement.DeepEquals(before.Json, after.Json);
}
