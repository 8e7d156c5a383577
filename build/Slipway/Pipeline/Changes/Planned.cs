using Slipway.Kubernetes.Objects;
using Slipway.Releases;
using Slipway.Reporting;

namespace Slipway.Pipeline.Changes;

/// <summary>What a release is about to change.</summary>
/// <param name="Text">The same for people.</param>
/// <param name="Release">The release.</param>
/// <param name="Created">Objects that are not there yet.</param>
/// <param name="Changed">Objects that become different.</param>
/// <param name="Removed">Objects that leave the release and are deleted.</param>
/// <param name="Kept">Objects that leave the release and stay.</param>
/// <param name="Unchanged">How many are not written.</param>
public sealed record Planned(
    string Text,
    Release Release,
    IReadOnlyList<ObjectKey> Created,
    IReadOnlyList<ObjectKey> Changed,
    IReadOnlyList<ObjectKey> Removed,
    IReadOnlyList<ObjectKey> Kept,
    int Unchanged
) : Notice(Severity.Info, Text)
{
    /// <summary>The notice of a change set.</summary>
    public static Planned Of(string text, Release release, ChangeSet changes)
    {
        var apply = changes.Apply.Select(ObjectKey.Of).ToLookup(key => IsNew(changes, key));
        return new Planned(
            text,
            release,
            [.. apply[true]],
            [.. apply[false]],
            changes.Prune,
            [.. release.Kept.Select(kept => kept.Key)],
            changes.Release.Count - changes.Apply.Count
        );
    }

    private static bool IsNew(ChangeSet changes, ObjectKey key) =>
        changes.Previews.TryGetValue(key, out var preview) && preview.Live is null;
}
