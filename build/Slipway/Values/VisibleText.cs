using System.Globalization;
using System.Text;

namespace Slipway.Values;

/// <summary>
/// Shows text that others wrote (a container's log, a component's message) as it is and nothing more: whatever
/// a terminal or a CI host would obey is made visible instead. Refusals and notices pass through it by themselves, so
/// that nobody has to think of it.
/// </summary>
public static class VisibleText
{
    // GitHub's first syntax, Azure's and TeamCity's are obeyed anywhere in a line; "::" only where it begins.
    private static readonly string[] s_commands = ["##[", "##vso[", "##teamcity["];

    /// <summary>
    /// The lines of a log. A carriage return ends a line too, since what follows it would overwrite what was
    /// before it, the caller's prefix included.
    /// </summary>
    public static IReadOnlyList<string> Lines(string text) =>
        [.. text.Split(['\n', '\r'], StringSplitOptions.RemoveEmptyEntries).Select(Line)];

    /// <summary>
    /// A message in one line: line breaks become spaces, and quotes that were escaped on the way are plain
    /// again.
    /// </summary>
    public static string Sentence(string text) =>
        Line(
            string.Join(
                ' ',
                text.Replace("\\\"", "\"", StringComparison.Ordinal)
                    .Split(['\n', '\r', '\t'], StringSplitOptions.RemoveEmptyEntries)
                    .Select(part => part.Trim())
                    .Where(part => part.Length > 0)
            )
        );

    /// <summary>Lines of text, each as <see cref="Line"/> shows it; line breaks stay.</summary>
    public static string Block(string text) =>
        string.Join('\n', text.ReplaceLineEndings("\n").Split('\n').Select(Line));

    /// <summary>One line; control characters other than tabs are written as <c>\x1b</c>.</summary>
    public static string Line(string text)
    {
        var visible = new StringBuilder(text.Length);
        foreach (var c in text)
        {
            if (IsObeyed(c))
                visible.Append(CultureInfo.InvariantCulture, $"\\x{(int)c:x2}");
            else
                visible.Append(c);
        }
        foreach (var command in s_commands)
            visible.Replace(command, $"\\x23{command[1..]}");
        var begin = text.Length - text.AsSpan().TrimStart().Length;
        if (text.AsSpan(begin).StartsWith("::"))
            visible.Remove(begin, 1).Insert(begin, "\\x3a");
        return visible.ToString();
    }

    /// <summary>
    /// A JSON document, of which a string may hold what a terminal or a CI host would obey: that is escaped as JSON does
    /// it (RFC 8259, section 7), so the document stays the same.
    /// </summary>
    public static string Json(string document)
    {
        var visible = new StringBuilder(document.Length);
        foreach (var c in document)
        {
            if (c != '\n' && IsObeyed(c))
                visible.Append(CultureInfo.InvariantCulture, $"\\u{(int)c:x4}");
            else
                visible.Append(c);
        }
        foreach (var command in s_commands)
            visible.Replace(command, $"\\u0023{command[1..]}");
        return visible.ToString();
    }

    // Also what reorders or separates lines in Unicode.
    private static bool IsObeyed(char c) =>
        (char.IsControl(c) && c != '\t')
        || c
            is '\u061c'
                or '\u200e'
                or '\u200f'
                or '\u2028'
                or '\u2029'
                or (>= '\u202a' and <= '\u202e')
                or (>= '\u2066' and <= '\u2069');
}
