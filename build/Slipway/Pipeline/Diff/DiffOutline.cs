using Slipway.Kubernetes.Objects;
using Slipway.Pipeline.Changes;
using Slipway.Releases;

namespace Slipway.Pipeline.Diff;

/// <summary>
/// Says in a few lines what a release is about to change: a line for each object with the fields that change, without
/// their values. Pure.
/// </summary>
internal static class DiffOutline
{
    private const int MostObjects = 20;
    private const int MostFields = 3;

    /// <summary>The lines; none where nothing changes.</summary>
    public static IReadOnlyList<string> Of(ChangeSet changes, ReleaseTimeline timeline)
    {
        var diff = new DiffDecision(
            changes,
            timeline.Objects,
            PendingImages.None,
            replaceImmutable: true
        ).Decide([]);
        var changed = diff.Objects.Where(o => o.Change != ObjectChange.Kept).ToList();
        var keys = changed.Select(obj => obj.Key).ToList();
        var left = changed.Count - MostObjects;
        return
        [
            .. changed.Take(MostObjects).Select(obj => Line(obj, ObjectSummary.NameAmong(keys, obj.Key))),
            .. left > 0
                ? [$"  and {left} more; Diff shows what a release would change"]
                : Array.Empty<string>(),
        ];
    }

    private static string Line(ObjectDiff obj, string name) =>
        (obj.Change, obj.InPlaceOf) switch
        {
            (ObjectChange.New, { } old) =>
                $"  {name}: new, in place of {old.Name}{(obj.Fields.Count > 0 ? $": {Names(obj)}" : "")}",
            (ObjectChange.Changed, _) => $"  {name}: {Names(obj)}",
            (ObjectChange.Replaced, _) when obj.Fields.Count > 0 => $"  {name}: replaced: {Names(obj)}",
            _ => $"  {name}: {ReleaseDiff.Word(obj.Change)}",
        };

    private static string Names(ObjectDiff obj)
    {
        var left = obj.Fields.Count - MostFields;
        return string.Join(", ", obj.Fields.Take(MostFields).Select(f => f.Path))
            + (left > 0 ? $" and {left} more" : "");
    }
}
