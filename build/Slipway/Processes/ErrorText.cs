using System.Text.RegularExpressions;

namespace Slipway.Processes;

/// <summary>
/// What a program says on standard error, without its log: all of its lines, the sentence before the advice, and
/// nothing that only its authors read. Pure.
/// </summary>
public static partial class ErrorText
{
    /// <summary>The text for people; empty where the program said nothing.</summary>
    public static string Of(string errors)
    {
        var text = Escape().Replace(errors.ReplaceLineEndings("\n"), "");
        text = LoggedBlock().Replace(text, block => block.Groups["text"].Value);
        text = LoggedText().Replace(text, line => Regex.Unescape(line.Groups["text"].Value));
        var lines = LogPrefix()
            .Replace(text, "")
            .Split('\n')
            .Select(line => line.Replace('\t', ' ').Trim())
            .Where(line => line.Length > 0)
            .ToList();
        // What failed comes first, then what else was said.
        return string.Join(
            '\n',
            lines.OrderBy(line => Aside().IsMatch(line)).Select(line => Level().Replace(line, "", 1))
        );
    }

    // klog: E1130 12:00:00.000000 1234 run.go:72] "command failed" err=<, then lines behind a tab, then " >".
    [GeneratedRegex(
        @"^[IWEF]\d{4} [\d:.]+\s+\d+ [^\]\n]+\] ""[^""\n]*""[^\n]*?err=<\n(?<text>(?:\t[^\n]*(?:\n|\z))*) ?>?",
        RegexOptions.Multiline
    )]
    private static partial Regex LoggedBlock();

    [GeneratedRegex(
        @"^[IWEF]\d{4} [\d:.]+\s+\d+ [^\]\n]+\] ""[^""\n]*""[^\n]*?err=""(?<text>(?:[^""\\\n]|\\.)*)""[^\n]*$",
        RegexOptions.Multiline
    )]
    private static partial Regex LoggedText();

    [GeneratedRegex(@"^[IWEF]\d{4} [\d:.]+\s+\d+ [^\]\n]+\] ", RegexOptions.Multiline)]
    private static partial Regex LogPrefix();

    [GeneratedRegex("^(?:error|fatal): ", RegexOptions.IgnoreCase)]
    private static partial Regex Level();

    // Git's advice, the warnings of all of them, and how to call them.
    [GeneratedRegex("^(?:hint|warning|usage|see ):? ?", RegexOptions.IgnoreCase)]
    private static partial Regex Aside();

    [GeneratedRegex(@"\x1b\[[0-9;?]*[ -/]*[@-~]")]
    private static partial Regex Escape();
}
