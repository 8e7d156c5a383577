namespace Slipway.Versioning;

/// <summary>The state of a working tree, read from <c>git status --porcelain=v2 --branch -z</c>.</summary>
/// <param name="Commit">The full id of the commit; null while there is none.</param>
/// <param name="Branch">The branch; <c>(detached)</c> where there is none.</param>
/// <param name="Changed">Changed, staged and untracked files, relative to the top of the working tree,
/// ordered.</param>
internal sealed record WorkingTree(string? Commit, string Branch, IReadOnlyList<string> Changed)
{
    // Renames are reported as a removal and an addition, which is what they are to the content.
    private static readonly string[] s_status =
    [
        "status",
        "--porcelain=v2",
        "--branch",
        "-z",
        "--untracked-files=all",
        "--no-renames",
    ];

    /// <summary>Asks git.</summary>
    public static async Task<WorkingTree> ReadAsync(Git git, CancellationToken cancellation) =>
        Parse(await git.RunAsync(cancellation, s_status));

    /// <summary>Reads what git prints (git-status, "Porcelain Format Version 2").</summary>
    public static WorkingTree Parse(string status)
    {
        string? commit = null;
        var branch = "(detached)";
        var changed = new List<string>();
        foreach (var line in status.Split('\0', StringSplitOptions.RemoveEmptyEntries))
        {
            if (line.StartsWith("# branch.oid ", StringComparison.Ordinal))
                commit = line[13..] is var id && id == "(initial)" ? null : id;
            else if (line.StartsWith("# branch.head ", StringComparison.Ordinal))
                branch = line[14..];
            else if (PathIn(line) is { } path)
                changed.Add(path);
        }
        changed.Sort(StringComparer.Ordinal);
        return new WorkingTree(commit, branch, changed);
    }

    private static string? PathIn(string line) =>
        line[0] switch
        {
            '?' => After(line, fields: 1),
            '1' => After(line, fields: 8),
            'u' => After(line, fields: 10),
            _ => null,
        };

    // A line of another form still says that something changed.
    private static string After(string line, int fields) =>
        line.Split(' ', fields + 1) is var parts && parts.Length == fields + 1 ? parts[fields] : line;
}
