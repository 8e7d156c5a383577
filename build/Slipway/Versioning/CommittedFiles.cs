using System.Formats.Tar;

namespace Slipway.Versioning;

/// <summary>The files of a commit, as git has them, whatever the working tree holds.</summary>
/// <param name="directory">The clone.</param>
public sealed class CommittedFiles(string directory)
{
    /// <summary>Writes all files of a commit into a folder.</summary>
    /// <param name="commit">The full id of the commit.</param>
    /// <param name="destination">The folder; empty.</param>
    /// <param name="cancellation">Stops git.</param>
    /// <exception cref="VersioningRefusal">The clone does not have the commit.</exception>
    public async Task WriteAsync(string commit, string destination, CancellationToken cancellation)
    {
        var git = new Git(Path.GetFullPath(directory));
        if (!CommitId.IsFull(commit) || !await git.SucceedsAsync(cancellation, "cat-file", "-e", commit))
            throw new VersioningRefusal(
                $"This clone does not have commit {(commit.Length > 7 ? commit[..7] : commit)}, whose manifests are to be released.",
                directory,
                "git fetch (in a shallow clone: git fetch --unshallow), then run the command again."
            );
        var archive = Path.Combine(destination, ".commit.tar");
        // Line endings are those of the commit on every machine.
        await git.RunAsync(
            cancellation,
            "-c",
            "core.autocrlf=false",
            "archive",
            "--format=tar",
            $"--output={archive}",
            commit
        );
        try
        {
            await TarFile.ExtractToDirectoryAsync(archive, destination, overwriteFiles: false, cancellation);
        }
        catch (IOException e)
        {
            // A symbolic link that leads out of the repository, for example.
            throw new VersioningRefusal(
                $"The files of commit {commit[..7]} cannot be written: {e.Message}",
                directory,
                "Remove what leads out of the repository, and release the new commit."
            );
        }
        File.Delete(archive);
    }
}
