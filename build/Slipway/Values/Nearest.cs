namespace Slipway.Values;

/// <summary>Finds what someone probably meant.</summary>
public static class Nearest
{
    /// <summary>The candidate that takes the fewest edits to reach from what was written; null when none is close.</summary>
    public static string? To(string written, IEnumerable<string> candidates) => candidates
        .Select(candidate => (candidate, distance: Distance(written.ToLowerInvariant(), candidate.ToLowerInvariant())))
        .Where(x => x.distance <= Math.Max(1, x.candidate.Length / 3))
        .OrderBy(x => x.distance).ThenBy(x => x.candidate, StringComparer.Ordinal)
        .Select(x => x.candidate)
        .FirstOrDefault();

    /// <summary>The Levenshtein distance.</summary>
    private static int Distance(string a, string b)
    {
        var previous = Enumerable.Range(0, b.Length + 1).ToArray();
        for (var i = 1; i <= a.Length; i++)
        {
            var current = new int[b.Length + 1];
            current[0] = i;
            for (var j = 1; j <= b.Length; j++)
            {
                var change = previous[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1);
                current[j] = Math.Min(change, Math.Min(previous[j], current[j - 1]) + 1);
            }
            previous = current;
        }
        return previous[b.Length];
    }
}
