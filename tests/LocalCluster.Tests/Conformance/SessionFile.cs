using System.Text.RegularExpressions;

namespace LocalCluster.Tests.Conformance;

/// <summary>
/// Reads a <c>session.txt</c>: lines <c>$ command</c>, each followed by what it prints.
/// <list type="bullet">
/// <item><c>~$ command</c> is repeated until it answers so.</item>
/// <item><c>$[1.28-] command</c> is for these versions only.</item>
/// <item><c>[1.28-1.30]</c> before a part of an answer: these versions answer that.</item>
/// <item><c>! text</c> is printed to the error stream; <c>[exit 1]</c> is the exit code unless it is
/// 0.</item>
/// <item><c>## text</c> is a remark.</item>
/// </list>
/// </summary>
internal static partial class SessionFile
{
    public static IReadOnlyList<SessionStep> Read(string text)
    {
        var steps = new List<SessionStep>();
        var lines = text.ReplaceLineEndings("\n").TrimEnd('\n').Split('\n');
        for (var i = 0; i < lines.Length; )
        {
            if (Command().Match(lines[i]) is not { Success: true } command)
            {
                if (lines[i].Length > 0 && !IsRemark(lines[i]))
                    throw new FormatException($"Line {i + 1} is neither a command nor a remark: {lines[i]}");
                i++;
                continue;
            }
            var end = i + 1;
            while (end < lines.Length && !Command().IsMatch(lines[end]) && !IsRemark(lines[end]))
                end++;
            steps.Add(
                new SessionStep(
                    i + 1,
                    command.Groups["command"].Value,
                    command.Groups["again"].Success,
                    command.Groups["versions"] is { Success: true } versions
                        ? VersionRange.Parse(versions.Value)
                        : VersionRange.All,
                    Answers(lines[(i + 1)..end])
                )
            );
            i = end;
        }
        return steps;
    }

    private static bool IsRemark(string line) => line.StartsWith("## ", StringComparison.Ordinal);

    private static List<(VersionRange, string)> Answers(string[] lines)
    {
        var answers = new List<(VersionRange Versions, List<string> Lines)>();
        foreach (var line in lines)
        {
            if (Part().Match(line) is { Success: true } part)
                answers.Add((VersionRange.Parse(part.Groups[1].Value), []));
            else if (answers.Count == 0)
                answers.Add((VersionRange.All, [line]));
            else
                answers[^1].Lines.Add(line);
        }
        if (answers.Count == 0)
            answers.Add((VersionRange.All, []));
        return [.. answers.Select(a => (a.Versions, string.Join('\n', a.Lines)))];
    }

    [GeneratedRegex(@"^(?<again>~)?\$(\[(?<versions>[\d.-]+)\])? (?<command>.+)$")]
    private static partial Regex Command();

    [GeneratedRegex(@"^\[((?=[\d-])[\d.]*-?[\d.]*)\]$")]
    private static partial Regex Part();
}
