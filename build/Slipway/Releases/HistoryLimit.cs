namespace Slipway.Releases;

/// <summary>Decides which releases a bounded history drops.</summary>
internal static class HistoryLimit
{
    /// <summary>
    /// The revisions to delete, so that at most <paramref name="keep"/> are left where that is allowed.
    /// </summary>
    /// <param name="releases">All releases, in any order.</param>
    /// <param name="keep">How many to keep.</param>
    public static IReadOnlyList<int> Surplus(IReadOnlyList<Release> releases, int keep)
    {
        var newestFirst = releases.OrderByDescending(r => r.Revision).ToList();
        var running = newestFirst.FirstOrDefault(r => r.State == ReleaseState.Deployed);
        // What a rollback of the running one would go to, and the one after that goes wrong.
        var lastGood = newestFirst.FirstOrDefault(r => r.WasGood && r != running);
        return
        [
            .. newestFirst
                .Skip(keep)
                .Where(r => r.State is not (ReleaseState.Pending or ReleaseState.Deployed) && r != lastGood)
                .Select(r => r.Revision),
        ];
    }
}
