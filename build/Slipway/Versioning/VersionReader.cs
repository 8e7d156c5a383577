using Slipway.Reporting;

namespace Slipway.Versioning;

/// <summary>Reads the version of a working tree from git's history, through GitVersion.</summary>
/// <param name="reporter">Receives what was assumed.</param>
/// <param name="toolFolder">
/// The folder of GitVersion's program: <c>tools</c> of the package, or a folder that holds gitversion.dll
/// itself.
/// </param>
/// <param name="cacheFolder">Where what was found out about a commit may be remembered.</param>
public sealed class VersionReader(IReporter reporter, string toolFolder, string cacheFolder)
{
    /// <summary>The version of the sources in a folder.</summary>
    /// <param name="directory">The repository's folder, or one inside it.</param>
    /// <param name="cancellation">Stops the programs that were started.</param>
    /// <exception cref="VersioningRefusal">
    /// The folder is in no repository, nothing was committed yet, git or GitVersion are missing or refuse.
    /// </exception>
    public async Task<SourceVersion> ReadAsync(string directory, CancellationToken cancellation = default)
    {
        var git = new Git(Path.GetFullPath(directory));
        var reading = WorkingTree.ReadAsync(git, cancellation);
        var describing = Repository.ReadAsync(git, cancellation);
        await Task.WhenAll(reading, describing);
        var (tree, repository) = (await reading, await describing);
        var commit = tree.Commit
            ?? throw new VersioningRefusal(
                "The version comes from git's history, but there are no commits yet.",
                directory,
                "Commit the sources: git add --all && git commit."
            );

        var (counted, author) = await FactsAsync(git, tree, repository, cancellation);
        var tool = CommitVersion.Of(counted, commit, repository.TagsOf(commit));
        if (tool.Source.Length == 0)
            reporter.Report(NoTag(repository.Shallow, tool.SourceSemVer));
        else if (TagForms.Mixed(tool.SourceSemVer, repository.References) is { } mixed)
            reporter.Report(mixed);
        var digits =
            tree.Changed.Count == 0
                ? null
                : await ChangesDigest.OfAsync(repository.Root, tree.Changed, cancellation);
        return digits is null
            ? new SourceVersion(tool.SemVer, tool.FullSemVer, commit, tool.Branch, author, null)
            : new SourceVersion(
                DirtySuffix.Apply(tool.SemVer, digits),
                DirtySuffix.Apply(tool.FullSemVer, digits),
                commit,
                tool.Branch,
                author,
                digits
            );
    }

    private async Task<(ToolOutput Tool, string Author)> FactsAsync(
        Git git,
        WorkingTree tree,
        Repository repository,
        CancellationToken cancellation
    )
    {
        var program = new VersionTool(toolFolder).Locate();
        var cache = new VersionCache(cacheFolder);
        var key = VersionCache.KeyOf([
            tree.Commit!,
            tree.Branch,
            .. repository.Inputs(git.Directory),
            .. VersionTool.Inputs(program, Environment.GetEnvironmentVariable),
        ]);
        if (cache.Find(key) is { } known && ToolOutput.TryParse(known.Tool) is { } remembered)
            return (remembered, known.Author);

        var running = VersionTool.RunAsync(program, git.Directory, repository.Shallow, cancellation);
        var asking = git.RunAsync(
            cancellation,
            "log",
            "-1",
            "--no-show-signature",
            "--format=%an",
            tree.Commit!
        );
        await Task.WhenAll(running, asking);
        var facts = new VersionFacts(await running, (await asking).Trim());
        try
        {
            cache.Keep(key, facts);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            reporter.Detail($"The version could not be cached for the next run: {e.Message}");
        }
        return (ToolOutput.TryParse(facts.Tool)!, facts.Author);
    }

    private static Notice NoTag(bool shallow, string counted) =>
        shallow
            ? new Notice(
                Severity.Warning,
                $"No version tag found in this shallow clone; versions start at {counted}. "
                    + "`git fetch --unshallow --tags` fetches the real one."
            )
            : new Notice(
                Severity.Info,
                $"No version tag found; versions start at {counted}. "
                    + "`git tag v1.0.0` marks a commit as that release."
            );
}
