using System.Text;

namespace Slipway.Targets.Logging;

/// <summary>Writes GitHub Flavored Markdown (github.github.com/gfm), which GitLab and Azure read as well.</summary>
internal static class Markdown
{
    // What begins or ends something: markup, HTML, a mention, a reference, a link.
    private const string Special = "\\`*_{}[]<>()#+!|~&@:$\"'";

    /// <summary>
    /// Text of others, so that it is shown as it is: one line, without markup, HTML, links and mentions.
    /// </summary>
    public static string Text(string text)
    {
        var escaped = new StringBuilder(text.Length);
        foreach (var rune in text.ReplaceLineEndings(" ").EnumerateRunes())
        {
            if (Rune.IsControl(rune) || IsFormat(rune))
                escaped.Append(' ');
            else if (rune.IsAscii && Special.Contains((char)rune.Value, StringComparison.Ordinal))
                escaped.Append($"&#{rune.Value};");
            else
                escaped.Append(rune);
        }
        return escaped.ToString().Trim();
    }

    /// <summary>Text with a link; the text alone where there is no address.</summary>
    /// <param name="text">Text of others.</param>
    /// <param name="address">An http or https address; null for none.</param>
    public static string Link(string text, string? address) =>
        Uri.TryCreate(address, UriKind.Absolute, out var url) && url.Scheme is "https" or "http"
            // Percent-encoded, so that nothing ends the link early.
            ? $"[{Text(text)}]({url.AbsoluteUri.Replace("(", "%28", StringComparison.Ordinal).Replace(")", "%29", StringComparison.Ordinal)})"
            : Text(text);

    /// <summary>A table. The cells are Markdown already.</summary>
    public static IReadOnlyList<string> Table(
        IReadOnlyList<string> header,
        IEnumerable<IReadOnlyList<string>> rows
    ) => [Row(header), Row(header.Select(_ => "---")), .. rows.Select(Row)];

    private static string Row(IEnumerable<string> cells) => $"| {string.Join(" | ", cells)} |";

    // Directions of text and the like, which nobody sees.
    private static bool IsFormat(Rune rune) =>
        Rune.GetUnicodeCategory(rune)
            is System.Globalization.UnicodeCategory.Format
                or System.Globalization.UnicodeCategory.LineSeparator
                or System.Globalization.UnicodeCategory.ParagraphSeparator;
}
