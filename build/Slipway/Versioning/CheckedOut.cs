namespace Slipway.Versioning;

/// <summary>What lies in a working tree. Read within milliseconds, other than a version.</summary>
/// <param name="Commit">The full id of the commit; null while there is none.</param>
/// <param name="Changed">
/// Changed, staged and untracked files, relative to the top of the working tree, in order; what
/// <c>.gitignore</c> lists is not among them.
/// </param>
public sealed record CheckedOut(string? Commit, IReadOnlyList<string> Changed)
{
    /// <summary>For people: <c>1a2b3c4</c>, or <c>1a2b3c4-dirty</c> with uncommitted changes.</summary>
    public string Display => (Commit?[..7] ?? "no-commit") + (Changed.Count == 0 ? "" : "-dirty");

    /// <summary>Asks git.</summary>
    /// <param name="directory">A folder of the working tree.</param>
    /// <param name="cancellation">Stops git.</param>
    /// <exception cref="VersioningRefusal">The folder is in no repository, or git refuses.</exception>
    public static async Task<CheckedOut> ReadAsync(string directory, CancellationToken cancellation = default)
    {
        var tree = await WorkingTree.ReadAsync(new Git(Path.GetFullPath(directory)), cancellation);
        return new CheckedOut(tree.Commit, tree.Changed);
    }
}
