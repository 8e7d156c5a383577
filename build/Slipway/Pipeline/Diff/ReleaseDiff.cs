namespace Slipway.Pipeline.Diff;

/// <summary>What a release would change.</summary>
/// <param name="Objects">What becomes of objects, in the order in which it would happen.</param>
/// <param name="Unchanged">How many objects of the release stay as they are.</param>
/// <param name="Remarks">What stands in the way of the release, a sentence each.</param>
public sealed record ReleaseDiff(
    IReadOnlyList<ObjectDiff> Objects,
    int Unchanged,
    IReadOnlyList<string> Remarks
)
{
    /// <summary>Whether nothing would change.</summary>
    public bool IsEmpty => Objects.All(o => o.Change == ObjectChange.Kept);

    /// <summary>How many objects become so; one that takes another's place is new, and the other is removed.</summary>
    public int Count(ObjectChange change) =>
        Objects.Count(o => o.Change == change)
        + (change == ObjectChange.Removed ? Objects.Count(o => o.InPlaceOf is not null) : 0);

    /// <summary>
    /// For people: <c>3 to change: 1 changed, 1 new, 1 removed; 12 unchanged</c>.
    /// </summary>
    public string Summary
    {
        get
        {
            ObjectChange[] changes =
            [
                ObjectChange.Changed,
                ObjectChange.New,
                ObjectChange.Replaced,
                ObjectChange.Removed,
            ];
            var counts = changes.Where(c => Count(c) > 0).Select(c => $"{Count(c)} {Word(c)}").ToList();
            var first =
                counts.Count == 0
                    ? "Nothing to change"
                    : $"{changes.Sum(Count)} to change: {string.Join(", ", counts)}";
            return $"{first}; {Unchanged} unchanged";
        }
    }

    /// <summary>The word for a change.</summary>
    public static string Word(ObjectChange change) => $"{change}".ToLowerInvariant();
}
