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
    private static readonly ObjectChange[] s_changes =
    [
        ObjectChange.Changed,
        ObjectChange.New,
        ObjectChange.Replaced,
        ObjectChange.Removed,
    ];

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
            var first =
                Counts.Length == 0 ? "Nothing to change" : $"{s_changes.Sum(Count)} to change: {Counts}";
            return $"{first}; {Unchanged} unchanged";
        }
    }

    /// <summary>How many become what: <c>1 changed, 1 new</c>; empty where nothing does.</summary>
    public string Counts =>
        string.Join(", ", s_changes.Where(c => Count(c) > 0).Select(c => $"{Count(c)} {Word(c)}"));

    /// <summary>The word for a change.</summary>
    public static string Word(ObjectChange change) => $"{change}".ToLowerInvariant();
}
