namespace Slipway.Values;

/// <summary>The name that someone probably meant.</summary>
public static class Suggestion
{
    /// <summary>
    /// The known name nearest to what was written, ignoring case; null where none is near enough to be a slip
    /// of the hand (more than a third of the letters would have to change, by Levenshtein distance, where
    /// two letters that changed places count as one).
    /// </summary>
    public static string? For(string written, IEnumerable<string> known)
    {
        var nearest = known
            .Select(name =>
                (Name: name, Distance: Distance(written.ToLowerInvariant(), name.ToLowerInvariant()))
            )
            .OrderBy(candidate => candidate.Distance)
            .ThenBy(candidate => candidate.Name, StringComparer.Ordinal)
            .FirstOrDefault();
        var allowed = Math.Max(1, Math.Max(written.Length, nearest.Name?.Length ?? 0) / 3);
        return nearest.Name is not null && nearest.Distance <= allowed ? nearest.Name : null;
    }

    /// <summary>" Did you mean 'x'?", to be appended to a sentence; empty where nothing is similar.</summary>
    public static string Phrase(string written, IEnumerable<string> known) =>
        For(written, known) is { } name ? $" Did you mean '{name}'?" : "";

    private static int Distance(string a, string b)
    {
        var previous = Enumerable.Range(0, b.Length + 1).ToArray();
        var before = previous;
        for (var i = 1; i <= a.Length; i++)
        {
            var current = new int[b.Length + 1];
            current[0] = i;
            for (var j = 1; j <= b.Length; j++)
            {
                var replaced = previous[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1);
                current[j] = Math.Min(replaced, Math.Min(previous[j], current[j - 1]) + 1);
                // Two neighbours that changed places are one slip.
                if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                    current[j] = Math.Min(current[j], before[j - 2] + 1);
            }
            (before, previous) = (previous, current);
        }
        return previous[b.Length];
    }
}
