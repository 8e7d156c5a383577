using Slipway.Yaml;

namespace Slipway.Images.Docker.Context;

/// <summary>
/// What <c>.dockerignore</c> keeps out of a context: the last line that matches a path, or a folder above it,
/// decides.
/// </summary>
internal sealed class IgnoreFile(IReadOnlyList<IgnorePattern> patterns)
{
    private const int MostShown = 80;

    /// <summary>For each pattern, whether it matches a path or a folder above it.</summary>
    public readonly record struct Matches(bool[] OfEach);

    /// <summary>What matches the context itself: nothing.</summary>
    public Matches Root { get; } = new(new bool[patterns.Count]);

    /// <summary>Reads the lines; mistakes are noted.</summary>
    public static IgnoreFile Parse(string text, ValidationErrors mistakes)
    {
        var patterns = new List<IgnorePattern>();
        var lines = text.TrimStart('\uFEFF').Split('\n');
        foreach (var (number, line) in lines.Index())
        {
            try
            {
                if (IgnorePattern.Parse(line.TrimEnd('\r')) is { } pattern)
                    patterns.Add(pattern);
            }
            catch (FormatException e)
            {
                var column = line.Length - line.TrimStart().Length + 1;
                mistakes.Add(
                    new SourceLocation(number + 1, column),
                    $"'{Shown(line.Trim())}' is not a valid pattern: {e.Message}."
                );
            }
        }
        return new IgnoreFile(patterns);
    }

    private static string Shown(string pattern) =>
        pattern.Length > MostShown ? pattern[..MostShown] + "..." : pattern;

    /// <summary>Matches a path of the context, with forward slashes.</summary>
    /// <param name="path">The path.</param>
    /// <param name="folder">What the folder that it is in matched.</param>
    public Matches Match(string path, Matches folder) =>
        new([.. patterns.Select((pattern, i) => folder.OfEach[i] || pattern.Form.IsMatch(path))]);

    /// <summary>Whether what was matched is ignored.</summary>
    public bool Excludes(Matches matches)
    {
        for (var i = patterns.Count - 1; i >= 0; i--)
        {
            if (matches.OfEach[i])
                return !patterns[i].Includes;
        }
        return false;
    }

    /// <summary>Whether something in an ignored folder may be included again.</summary>
    public bool MayIncludeBelow(string folder) =>
        patterns.Any(pattern => pattern.Includes && pattern.MayMatchBelow(folder));
}
