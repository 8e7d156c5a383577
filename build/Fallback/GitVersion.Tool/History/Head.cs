namespace GitVersion.History;

/// <summary>Where the working tree stands.</summary>
/// <param name="Commit">The full id of the commit; null while there is none.</param>
/// <param name="Branch">The branch; null while HEAD is detached.</param>
/// <param name="Changes">The number of changed, staged and untracked files.</param>
internal sealed record Head(string? Commit, string? Branch, int Changes)
{
    /// <summary>
    /// Reads <c>git status --porcelain=v2 --branch</c> (git-status, "Porcelain Format Version 2").
    /// </summary>
    public static Head Parse(string status)
    {
        string? commit = null,
            branch = null;
        var changes = 0;
        foreach (var line in status.Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            if (line.StartsWith("# branch.oid ", StringComparison.Ordinal))
                commit = line["# branch.oid ".Length..] is var id && id == "(initial)" ? null : id;
            else if (line.StartsWith("# branch.head ", StringComparison.Ordinal))
                branch = line["# branch.head ".Length..] is var name && name == "(detached)" ? null : name;
            else if (line[0] != '#')
                changes++;
        }
        return new Head(commit, branch, changes);
    }
}
