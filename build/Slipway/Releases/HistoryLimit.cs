namespace Slipway.Releases;

/// <summary>Decides which releases a bounded history drops.</summary>
internal static class HistoryLimit
{
    /// <summary>
    /// The revisions to delete, so that at most <paramref name="keep"/> are left where that is allowed.
    /// </summary>
    /// <param name="releases">All releases, in any order; the state is null where it is not known.</param>
    /// <param name="keep">How many to keep.</param>
    public static IReadOnlySet<int> Surplus(
        IEnumerable<(int Revision, ReleaseState? State, bool IsCanary)> releases,
        int keep
    )
    {
        var newestFirst = releases.OrderByDescending(r => r.Revision).ToList();
        // What a rollback of the running one would go to, and the one after that goes wrong.
        var lastGood = newestFirst.FindIndex(r => r is { State: ReleaseState.Superseded, IsCanary: false });
        return newestFirst
            .Index()
            .Skip(keep)
            .Where(r =>
                r.Item.State is not (null or ReleaseState.Pending or ReleaseState.Deployed)
                && r.Index != lastGood
            )
            .Select(r => r.Item.Revision)
            .ToHashSet();
    }
}
