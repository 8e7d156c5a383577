using GitVersion.Cli;

namespace GitVersion.History;

/// <summary>The parts of a repository's history that versions come from.</summary>
internal sealed class GitRepository
{
    private readonly Git _git;

    private GitRepository(string root, string directory)
    {
        Root = root;
        _git = new Git(directory);
    }

    /// <summary>The top of the working tree.</summary>
    public string Root { get; }

    /// <summary>The repository that a directory is in.</summary>
    /// <exception cref="ToolException">There is none.</exception>
    public static GitRepository Open(string directory)
    {
        for (var root = new DirectoryInfo(directory); root is { Exists: true }; root = root.Parent)
        {
            var marker = Path.Combine(root.FullName, ".git");
            // In a worktree or a submodule it is a file that points at the directory.
            if (Directory.Exists(marker) || File.Exists(marker))
                return new GitRepository(root.FullName, directory);
        }
        throw new ToolException("Cannot find the .git directory");
    }

    public async Task<Head> ReadHeadAsync() =>
        Head.Parse(await _git.RunAsync("status", "--porcelain=v2", "--branch", "--untracked-files=all"));

    /// <summary>The tags that a commit contains.</summary>
    public async Task<IReadOnlyList<Tag>> ReadTagsAsync(string commit)
    {
        var lines = await _git.LinesAsync(
            "for-each-ref",
            $"--merged={commit}",
            $"--format={Tag.Format}",
            "refs/tags"
        );
        return [.. lines.Select(Tag.Parse)];
    }

    /// <summary>
    /// A commit and those that it contains, back to and with <paramref name="since"/>, newest first.
    /// </summary>
    public async Task<IReadOnlyList<Commit>> ReadCommitsAsync(string commit, string? since)
    {
        // "^x^@" leaves out what the parents of x contain, so that x itself is the last one.
        string[] limit = since is null ? [] : [$"^{since}^@"];
        string[] form = ["-z", "--no-show-signature", "--encoding=UTF-8", $"--format={Commit.Format}"];
        var log = await _git.RunAsync(["log", .. form, commit, .. limit, "--"]);
        return [.. log.Split('\0', StringSplitOptions.RemoveEmptyEntries).Select(Commit.Parse)];
    }

    /// <summary>How many commits the one contains and the other does not.</summary>
    public async Task<int> CountAsync(string commit, string without) =>
        int.Parse(
            await _git.RunAsync("rev-list", "--count", commit, $"^{without}", "--"),
            System.Globalization.CultureInfo.InvariantCulture
        );

    /// <summary>The commit where two lines of history meet.</summary>
    public async Task<string> MergeBaseAsync(string left, string right) =>
        (await _git.RunAsync("merge-base", left, right)).Trim();

    /// <summary>
    /// Full names of the branches, local and remote, that contain a commit; of all branches when it is null.
    /// </summary>
    public async Task<IReadOnlyList<string>> ReadBranchesAsync(string? containing = null)
    {
        string[] filter = containing is null ? [] : [$"--contains={containing}"];
        var names = await _git.LinesAsync([
            "for-each-ref",
            .. filter,
            "--format=%(refname)",
            "refs/heads",
            "refs/remotes",
        ]);
        return [.. names.Where(name => !name.EndsWith("/HEAD", StringComparison.Ordinal))];
    }
}
