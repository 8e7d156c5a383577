namespace Slipway.Versioning;

/// <summary>What a version depends on besides the commit and the branch.</summary>
/// <param name="Root">The top of the working tree.</param>
/// <param name="Shallow">Whether the clone lacks older history.</param>
/// <param name="References">All tags and branches with the commits that they point at.</param>
internal sealed record Repository(string Root, bool Shallow, string References)
{
    private const string TagFolder = "refs/tags/";

    /// <summary>Asks git.</summary>
    public static async Task<Repository> ReadAsync(Git git, CancellationToken cancellation)
    {
        var place = git.RunAsync(cancellation, "rev-parse", "--show-toplevel", "--is-shallow-repository");
        var references = git.RunAsync(
            cancellation,
            "for-each-ref",
            // An annotated tag is an object of its own; "*" is the commit behind it.
            "--format=%(objectname) %(*objectname) %(refname)",
            "refs/tags",
            "refs/heads",
            "refs/remotes"
        );
        await Task.WhenAll(place, references);
        var lines = (await place).Split('\n');
        return new Repository(lines[0], lines[1] == "true", await references);
    }

    /// <summary>The names of the tags that point to a commit.</summary>
    public IEnumerable<string> TagsOf(string commit) =>
        References
            .Split('\n')
            .Select(line => line.Split(' ', 3))
            .Where(parts => parts.Length == 3 && (parts[0] == commit || parts[1] == commit))
            .Where(parts => parts[2].StartsWith(TagFolder, StringComparison.Ordinal))
            .Select(parts => parts[2][TagFolder.Length..]);

    /// <summary>
    /// Everything that the tool would read, for telling whether a former answer still holds.
    /// </summary>
    /// <param name="directory">The folder to run the tool in.</param>
    public IEnumerable<string> Inputs(string directory)
    {
        yield return directory;
        yield return Shallow ? "shallow" : "full";
        yield return References;
        foreach (var folder in new[] { directory, Root }.Distinct())
        {
            var files = Directory.EnumerateFiles(folder, "*GitVersion.y*ml");
            foreach (var file in files.Order(StringComparer.Ordinal))
                yield return $"{file}\n{File.ReadAllText(file)}";
        }
    }
}
