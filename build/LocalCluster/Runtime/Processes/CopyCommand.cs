using LocalCluster.Runtime.Files;

namespace LocalCluster.Runtime.Processes;

/// <summary>
/// The commands of <c>kubectl cp</c>. It names paths of the container and expects them in the archive, so
/// they are made to mean the container's root and nothing else, be the path there or not.
/// </summary>
internal static class CopyCommand
{
    /// <summary>The command as it must run on the host; another command as it is.</summary>
    public static IReadOnlyList<string> Rooted(string root, IReadOnlyList<string> command) =>
        command switch
        {
            ["tar", "cf", "-", ['/', ..] path] => ["tar", "cf", "-", "-C", root, Member(root, path)],
            ["tar", "-xmf" or "-xf", .., "-C", ['/', ..] folder] =>
            [
                .. command.SkipLast(1),
                RootedPath.Resolve(root, folder),
            ],
            ["test", "-d", ['/', ..] folder] => ["test", "-d", RootedPath.Resolve(root, folder)],
            _ => command,
        };

    /// <summary>
    /// The path below the root. A folder is told by a slash at the end: that of a volume is a link, of which
    /// the content is wanted.
    /// </summary>
    private static string Member(string root, string path)
    {
        var member = path.Trim('/');
        if (member.Length == 0)
            return ".";
        return Directory.Exists(RootedPath.Resolve(root, path)) ? member + "/" : member;
    }
}
