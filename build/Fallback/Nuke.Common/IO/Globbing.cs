namespace Nuke.Common.IO;

/// <summary>
/// Finds files and folders by patterns like <c>**/*.csproj</c>; a leading <c>!</c> excludes.
/// </summary>
public static class Globbing
{
    public static GlobbingCaseSensitivity GlobbingCaseSensitivity;

    public static IReadOnlyCollection<AbsolutePath> GlobFiles(
        this AbsolutePath directory,
        params string[] patterns
    ) => Glob(directory, patterns, (path, options) => Directory.EnumerateFiles(path, "*", options));

    public static IReadOnlyCollection<string> GlobFiles(string directory, params string[] patterns) =>
        [.. AbsolutePath.Create(Path.GetFullPath(directory)).GlobFiles(patterns).Select(x => (string)x)];

    public static IReadOnlyCollection<AbsolutePath> GlobDirectories(
        this AbsolutePath directory,
        params string[] patterns
    ) => Glob(directory, patterns, (path, options) => Directory.EnumerateDirectories(path, "*", options));

    public static IReadOnlyCollection<string> GlobDirectories(string directory, params string[] patterns) =>
        [
            .. AbsolutePath
                .Create(Path.GetFullPath(directory))
                .GlobDirectories(patterns)
                .Select(x => (string)x),
        ];

    private static IReadOnlyCollection<AbsolutePath> Glob(
        AbsolutePath directory,
        string[] patterns,
        Func<string, EnumerationOptions, IEnumerable<string>> enumerate
    )
    {
        if (!directory.DirectoryExists())
            return [];
        var ignoreCase =
            GlobbingCaseSensitivity == GlobbingCaseSensitivity.CaseInsensitive
            || (GlobbingCaseSensitivity == GlobbingCaseSensitivity.Auto && !EnvironmentInfo.IsLinux);
        var included = patterns
            .Where(x => !x.StartsWith('!'))
            .Select(x => new GlobPattern(x, ignoreCase))
            .ToList();
        var excluded = patterns
            .Where(x => x.StartsWith('!'))
            .Select(x => new GlobPattern(x[1..], ignoreCase))
            .ToList();
        var options = new EnumerationOptions
        {
            RecurseSubdirectories = included.Exists(x => x.IsDeep),
            AttributesToSkip = FileAttributes.None,
            IgnoreInaccessible = false,
        };
        return
        [
            .. enumerate(directory, options)
                .Select(x => (Path: x, Relative: Path.GetRelativePath(directory, x).Replace('\\', '/')))
                .Where(x => included.Exists(y => y.Matches(x.Relative)))
                .Where(x => !excluded.Exists(y => y.Matches(x.Relative)))
                .Select(x => AbsolutePath.Create(x.Path))
                .OrderBy(x => x.ToString(), StringComparer.Ordinal),
        ];
    }
}
