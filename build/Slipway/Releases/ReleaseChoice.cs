using System.Globalization;

namespace Slipway.Releases;

/// <summary>Finds the releases that somebody means by a version (<c>1.4.0</c>) or a revision (<c>12</c>, <c>r12</c>). Pure.</summary>
public static class ReleaseChoice
{
    /// <summary>The newest release that is meant, whatever became of it.</summary>
    /// <param name="history">All releases, in any order.</param>
    /// <param name="text">The version or revision.</param>
    /// <param name="where">Whose history this is, for errors.</param>
    /// <exception cref="ReleaseUnknownException">There is no such release.</exception>
    public static Release Find(IReadOnlyList<Release> history, string text, string where) =>
        Matches([.. history.OrderByDescending(r => r.Revision)], text).FirstOrDefault()
        ?? throw new ReleaseUnknownException(
            history.Count == 0
                ? $"There is no release '{text}': nothing is recorded."
                : $"There is no release '{text}'; the newest ones are "
                    + $"{string.Join(", ", history.OrderByDescending(r => r.Revision).Take(5).Select(r => r.Display))}.",
            where
        );

    /// <summary>All that are meant, in their order.</summary>
    internal static IReadOnlyList<Release> Matches(IEnumerable<Release> releases, string text)
    {
        var digits = text.StartsWith('r') ? text[1..] : text;
        var isRevision = int.TryParse(
            digits,
            NumberStyles.None,
            CultureInfo.InvariantCulture,
            out var revision
        );
        return
        [
            .. releases.Where(r => isRevision ? r.Revision == revision : r.Version == text.TrimStart('v')),
        ];
    }
}
