using Slipway.Values;

namespace Slipway.Targets.Logging;

/// <summary>Formats a refusal: what, where, what to do next.</summary>
internal static class RefusalText
{
    // A mistake in a base is made by every object that comes from it; nobody reads a thousand of them.
    private const int MostParts = 20;

    /// <summary>
    /// Three lines, or more if several errors were found. Several refusals stay several paragraphs, each with
    /// its own place and advice.
    /// </summary>
    public static string Of(Refusal refusal) =>
        string.Join(
            Environment.NewLine + Environment.NewLine,
            refusal.Parts.Take(MostParts).Select(Paragraph).Concat(More(refusal.Parts.Count))
        );

    /// <summary>
    /// The same as annotations of GitHub Actions, each of which is one line; GitHub decodes the escapes.
    /// </summary>
    public static string AnnotationOf(Refusal refusal) =>
        string.Join(
            Environment.NewLine,
            refusal
                .Parts.Take(MostParts)
                .Select(part =>
                    "::error::"
                    + Paragraph(part)
                        .Replace("%", "%25", StringComparison.Ordinal)
                        .Replace("\r", "%0D", StringComparison.Ordinal)
                        .Replace("\n", "%0A", StringComparison.Ordinal)
                )
        );

    private static IEnumerable<string> More(int parts) =>
        parts > MostParts ? [$"... and {parts - MostParts} more"] : [];

    private static string Paragraph(Refusal refusal)
    {
        var verb = refusal.Outcome == Outcome.Refused ? "Refused" : "Failed";
        return $"{verb}: {Indented(refusal.What, verb.Length + 2)}{Environment.NewLine}"
            + $"  where: {Indented(refusal.Where, 9)}{Environment.NewLine}"
            + $"  next:  {Indented(refusal.Next, 9)}";
    }

    private static string Indented(string text, int width) =>
        text.TrimEnd().ReplaceLineEndings(Environment.NewLine + new string(' ', width));
}
