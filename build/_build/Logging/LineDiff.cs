namespace Slipway.Targets.Logging;

/// <summary>Compares two texts line by line, as <c>diff -u</c> does. Pure.</summary>
internal static class LineDiff
{
    /// <summary>How many unchanged lines stand around each change.</summary>
    private const int Context = 3;

    // The table of all pairs of lines must stay small; beyond that, everything is taken as changed.
    private const int MostPairs = 4_000_000;

    /// <summary>The lines that changed, with those around them.</summary>
    /// <param name="before">The lines as they are.</param>
    /// <param name="after">The lines as they are to be.</param>
    public static IReadOnlyList<SignedLine> Of(IReadOnlyList<string> before, IReadOnlyList<string> after) =>
        WithContext(All(before, after));

    private static List<SignedLine> All(IReadOnlyList<string> before, IReadOnlyList<string> after)
    {
        var start = before.Zip(after).TakeWhile(p => p.First == p.Second).Count();
        var end = before
            .Skip(start)
            .Reverse()
            .Zip(after.Skip(start).Reverse())
            .TakeWhile(p => p.First == p.Second)
            .Count();
        return
        [
            .. Signed(' ', before.Take(start)),
            .. Middle([.. before.Skip(start).SkipLast(end)], [.. after.Skip(start).SkipLast(end)]),
            .. Signed(' ', before.Skip(before.Count - end)),
        ];
    }

    // The longest common subsequence.
    private static List<SignedLine> Middle(string[] before, string[] after)
    {
        if ((long)before.Length * after.Length > MostPairs)
            return [.. Signed('-', before), .. Signed('+', after)];
        var common = new int[before.Length + 1, after.Length + 1];
        for (var i = before.Length - 1; i >= 0; i--)
        for (var j = after.Length - 1; j >= 0; j--)
            common[i, j] =
                before[i] == after[j]
                    ? common[i + 1, j + 1] + 1
                    : Math.Max(common[i + 1, j], common[i, j + 1]);
        var (lines, x, y) = (new List<SignedLine>(), 0, 0);
        while (x < before.Length || y < after.Length)
        {
            if (x < before.Length && y < after.Length && before[x] == after[y])
            {
                lines.Add(new SignedLine(' ', before[x++]));
                y++;
            }
            else if (y == after.Length || (x < before.Length && common[x + 1, y] >= common[x, y + 1]))
                lines.Add(new SignedLine('-', before[x++]));
            else
                lines.Add(new SignedLine('+', after[y++]));
        }
        return lines;
    }

    private static List<SignedLine> WithContext(List<SignedLine> lines)
    {
        var shown = new bool[lines.Count];
        for (var i = 0; i < lines.Count; i++)
        {
            if (lines[i].Sign != ' ')
                Array.Fill(
                    shown,
                    true,
                    Math.Max(0, i - Context),
                    Math.Min(lines.Count, i + Context + 1) - Math.Max(0, i - Context)
                );
        }
        var found = new List<SignedLine>();
        for (var i = 0; i < lines.Count; i++)
        {
            if (shown[i])
                found.Add(lines[i]);
            else if (found is [.., { Sign: not '@' }])
                found.Add(new SignedLine('@', "..."));
        }
        return found is [.. var all, { Sign: '@' }] ? [.. all] : found;
    }

    private static IEnumerable<SignedLine> Signed(char sign, IEnumerable<string> lines) =>
        lines.Select(line => new SignedLine(sign, line));
}

/// <summary>A line of a difference.</summary>
/// <param name="Sign"><c>-</c> goes, <c>+</c> comes, a space stays, <c>@</c> stands for lines that are left out.</param>
/// <param name="Text">The line.</param>
internal readonly record struct SignedLine(char Sign, string Text);
