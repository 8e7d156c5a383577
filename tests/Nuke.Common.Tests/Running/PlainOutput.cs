using System.Text.RegularExpressions;

namespace NukeCommon.Tests.Running;

/// <summary>Output without what differs from run to run and from machine to machine.</summary>
internal static partial class PlainOutput
{
    internal static string Of(string output, string root)
    {
        output = output.Replace("\r", "").Replace(root, "ROOT");
        output = Time().Replace(output, "hh:mm:ss [");
        output = Date().Replace(output, " on <date>.");
        output = Duration().Replace(output, "$1 <time>");
        output = Command().Replace(output, "> $1");
        output = GitVersion().Replace(output, "git version <number>");
        output = Platform().Replace(output, "version 10.1.0 (<platform>,");
        var lines = output
            .Split('\n')
            .Where(x => !x.StartsWith("   at ", StringComparison.Ordinal))
            .Select(x => x.TrimEnd());
        return string.Join('\n', lines).TrimEnd('\n') + "\n";
    }

    [GeneratedRegex(@"^\d\d:\d\d:\d\d \[", RegexOptions.Multiline)]
    private static partial Regex Time();

    [GeneratedRegex(@" on \d+/\d+/\d+ \d\d:\d\d:\d\d\.")]
    private static partial Regex Date();

    [GeneratedRegex("^(.{29,}?) (?:< 1sec| {2}\\d+:\\d\\d)(?=$|   //)", RegexOptions.Multiline)]
    private static partial Regex Duration();

    [GeneratedRegex(@"> \S*/(\w+)")]
    private static partial Regex Command();

    [GeneratedRegex("git version .*")]
    private static partial Regex GitVersion();

    [GeneratedRegex(@"version 10\.1\.0 \(\w+,")]
    private static partial Regex Platform();
}
