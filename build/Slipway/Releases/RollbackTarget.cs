namespace Slipway.Releases;

/// <summary>Decides what a rollback goes back to.</summary>
public static class RollbackTarget
{
    /// <summary>The release to bring back.</summary>
    /// <param name="history">All releases, in any order.</param>
    /// <param name="to">A version (<c>1.4.0</c>) or a revision (<c>12</c>, <c>r12</c>); null for the last
    /// good one.</param>
    /// <param name="where">Whose history this is, for errors.</param>
    /// <exception cref="NoRollbackTargetException">No earlier release was good, or the chosen one never
    /// was.</exception>
    /// <exception cref="ReleaseUnknownException">There is no such release.</exception>
    public static Release Choose(IReadOnlyList<Release> history, string? to, string where)
    {
        var newestFirst = history
            .Where(r => r.Kind != ReleaseKind.Canary)
            .OrderByDescending(r => r.Revision)
            .ToList();
        if (newestFirst.Count == 0)
            throw new NoRollbackTargetException("Nothing has been deployed here yet.", where);
        return to is null ? LastGood(newestFirst, where) : Named(newestFirst, to, where);
    }

    private static Release LastGood(List<Release> newestFirst, string where)
    {
        var current = newestFirst[0];
        // A rollback runs the content of an older release; going back further means going back from there.
        var from = current.WasGood ? current.Restores ?? current.Revision : current.Revision;
        return newestFirst.FirstOrDefault(r => r.WasGood && (r.Restores ?? r.Revision) < from)
            ?? throw new NoRollbackTargetException(
                $"No release before {current.Display} was good, so there is nothing to roll back to.",
                where
            );
    }

    private static Release Named(List<Release> newestFirst, string to, string where)
    {
        var matches = ReleaseChoice.Matches(newestFirst, to);
        if (matches.Count == 0)
        {
            var known = newestFirst.Where(r => r.WasGood).Take(5).Select(r => r.Display);
            throw new ReleaseUnknownException(
                $"There is no release '{to}'; the last good ones are {string.Join(", ", known)}.",
                where
            );
        }
        var current = newestFirst[0];
        // One that was rolled back once ran for all traffic; naming it is a deliberate choice.
        var target = matches.FirstOrDefault(r => r.WasGood || r.State == ReleaseState.RolledBack)
            ?? throw new NoRollbackTargetException(
                $"{matches[0].Display} was never good: its state is {matches[0].State.Word()}.",
                where
            );
        return target.Revision == current.Revision
            ? throw new NoRollbackTargetException($"{target.Display} is already running.", where)
            : target;
    }
}
