namespace Slipway.Versioning;

/// <summary>What was changed in a working tree and is in no commit.</summary>
public static class UncommittedChanges
{
    /// <summary>
    /// Changed, staged and untracked files, relative to the top of the working tree, in order; what
    /// <c>.gitignore</c> lists is not among them.
    /// </summary>
    /// <param name="directory">A folder of the working tree.</param>
    /// <param name="cancellation">Stops git.</param>
    /// <exception cref="VersioningRefusal">The folder is in no repository, or git refuses.</exception>
    public static async Task<IReadOnlyList<string>> FindAsync(
        string directory,
        CancellationToken cancellation = default
    ) => (await WorkingTree.ReadAsync(new Git(Path.GetFullPath(directory)), cancellation)).Changed;
}
