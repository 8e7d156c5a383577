namespace Slipway.Versioning;

/// <summary>
/// The files of a checkout as git has them: of the commit that is checked out or, with uncommitted changes, as the next
/// commit would have them. What <c>.gitignore</c> lists is never among them, and neither <c>export-ignore</c>,
/// <c>export-subst</c> nor settings for line endings make a difference between machines. The clone itself, its index
/// and its objects stay as they are.
/// </summary>
public sealed class SourceTree
{
    private readonly Git _git;
    private readonly string _top;
    private readonly string _below;
    private readonly bool _dirty;
    private readonly string _files;

    private SourceTree(Git git, string top, string below, bool dirty, string files) =>
        (_git, _top, _below, _dirty, _files) = (git, top, below, dirty, files);

    /// <summary>The folder that stands for the checkout's; it has only what was written.</summary>
    public string Root => Path.Combine(_files, _below);

    /// <summary>Takes a picture of the checkout, for <see cref="WriteAsync"/> to write parts of.</summary>
    /// <param name="directory">The checkout's folder, the top of the repository or one below.</param>
    /// <param name="state">What is checked out there.</param>
    /// <param name="scratch">An empty folder, for as long as the tree is used.</param>
    /// <param name="cancellation">Stops git.</param>
    /// <exception cref="VersioningRefusal">The folder is in no repository, or git refuses.</exception>
    public static async Task<SourceTree> OpenAsync(
        string directory,
        CheckedOut state,
        string scratch,
        CancellationToken cancellation
    )
    {
        var clone = new Git(Path.GetFullPath(directory));
        var answer = await clone.RunAsync(
            cancellation,
            "rev-parse",
            "--show-toplevel",
            "--git-path",
            "objects"
        );
        var place = answer.TrimEnd('\n').Split('\n');
        var below = Path.GetRelativePath(place[0], Path.GetFullPath(directory)).Replace('\\', '/');
        var git = new Git(place[0])
        {
            Variables = new Dictionary<string, string>
            {
                ["GIT_INDEX_FILE"] = Path.Combine(scratch, "index"),
                ["GIT_OBJECT_DIRECTORY"] = Directory
                    .CreateDirectory(Path.Combine(scratch, "objects"))
                    .FullName,
                // Relative to the folder, but in a worktree.
                ["GIT_ALTERNATE_OBJECT_DIRECTORIES"] = Path.GetFullPath(place[1], clone.Directory),
            },
            Settings = ["core.autocrlf=false", "core.eol=lf"],
        };
        if (state.Commit is { } commit)
            await git.RunAsync(cancellation, "read-tree", commit);
        return new SourceTree(
            git,
            place[0],
            below == "." ? "" : below,
            state.Changed.Count > 0,
            Path.Combine(scratch, "files")
        );
    }

    /// <summary>Writes what lies at some paths below <see cref="Root"/>; a path without files is passed over.</summary>
    /// <param name="paths">Folders or files, with forward slashes, relative to the checkout's folder.</param>
    /// <param name="cancellation">Stops git.</param>
    /// <exception cref="VersioningRefusal">git refuses.</exception>
    public async Task WriteAsync(IReadOnlyList<string> paths, CancellationToken cancellation)
    {
        foreach (var path in paths.Select(path => _below.Length == 0 ? path : $"{_below}/{path}"))
        {
            // Taken literally: a folder may be called 'a*b'.
            var literal = $":(literal){path}";
            var known = await ListAsync(literal, cancellation);
            if (_dirty && (known.Count > 0 || Path.Exists(Path.Combine(_top, path))))
            {
                await _git.RunAsync(cancellation, "add", "--all", "--", literal);
                known = await ListAsync(literal, cancellation);
            }
            await _git.FeedAsync(
                string.Concat(known.Select(file => $"{file}\0")),
                ["checkout-index", "-z", "--stdin", "--force", $"--prefix={_files.Replace('\\', '/')}/"],
                cancellation
            );
        }
    }

    private async Task<IReadOnlyList<string>> ListAsync(string path, CancellationToken cancellation)
    {
        var listed = await _git.RunAsync(cancellation, "ls-files", "--stage", "-z", "--", path);
        return
        [
            .. listed
                .Split('\0', StringSplitOptions.RemoveEmptyEntries)
                // A submodule has no files of this repository.
                .Where(line => !line.StartsWith("160000 ", StringComparison.Ordinal))
                .Select(line => line[(line.IndexOf('\t') + 1)..]),
        ];
    }
}
