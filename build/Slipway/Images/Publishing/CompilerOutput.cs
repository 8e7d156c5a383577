using System.Text.RegularExpressions;

namespace Slipway.Images.Publishing;

/// <summary>Finds the errors in what MSBuild printed.</summary>
internal static partial class CompilerOutput
{
    /// <summary>
    /// The error lines, each once, as <c>file(line,column): error CODE: text</c>, with files relative to the
    /// repository and without the project that MSBuild names at the end.
    /// </summary>
    public static IReadOnlyList<string> Errors(IEnumerable<string> lines, string repositoryRoot)
    {
        var root = Path.TrimEndingDirectorySeparator(repositoryRoot) + Path.DirectorySeparatorChar;
        return
        [
            .. lines
                .Where(line => ErrorLine().IsMatch(line))
                .Select(line => ProjectSuffix().Replace(line.Trim(), "").Replace(root, ""))
                .Distinct(StringComparer.Ordinal),
        ];
    }

    // A warning may quote the word.
    [GeneratedRegex(@"^((?!: warning ).)*?(^|: )error( [A-Z]+\d+)?\s*:")]
    private static partial Regex ErrorLine();

    [GeneratedRegex(@"\s\[[^\[\]]+proj(::[^\[\]]*)?\]$")]
    private static partial Regex ProjectSuffix();
}
