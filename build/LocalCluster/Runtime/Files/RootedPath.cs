namespace LocalCluster.Runtime.Files;

/// <summary>
/// Paths of a container's file system as paths of the host. Symbolic links are followed as the container
/// would see them: absolute targets start at the root, and <c>..</c> never leaves it.
/// </summary>
internal static class RootedPath
{
    private const int MostLinks = 40;

    /// <summary>
    /// The parts of a path that stays below a root; null when <c>..</c> or an odd character leads elsewhere.
    /// </summary>
    public static string[]? Parts(string path)
    {
        var parts = path.Split('/', StringSplitOptions.RemoveEmptyEntries)
            .Where(part => part != ".")
            .ToArray();
        return parts.Any(part => part == ".." || part.Contains('\0')) ? null : parts;
    }

    /// <summary>
    /// Where a path of the container is on the host; the last link is followed only when asked.
    /// </summary>
    /// <exception cref="IOException">There are more than forty links in a row.</exception>
    public static string Resolve(string root, string path, bool followLast = true)
    {
        var open = new Stack<string>(Split(path).Reverse());
        var done = new List<string>();
        var links = 0;
        while (open.TryPop(out var part))
        {
            if (part == "..")
            {
                if (done.Count > 0)
                    done.RemoveAt(done.Count - 1);
                continue;
            }
            done.Add(part);
            if (open.Count == 0 && !followLast)
                break;
            if (new FileInfo(Join(root, done)).LinkTarget is not { } target || IsMount(root, target))
                continue;
            if (++links > MostLinks)
                throw new IOException($"Too many symbolic links at {path}.");
            done.RemoveAt(done.Count - 1);
            if (target.StartsWith('/'))
                done.Clear();
            foreach (var step in Split(target).Reverse())
                open.Push(step);
        }
        return Join(root, done);
    }

    /// <summary>
    /// The target that a link must have so that it means inside the root what the image meant.
    /// </summary>
    /// <param name="from">The folder below the root in which the link is on the disk, which its name in the
    /// image need not say: that may lead through other links.</param>
    /// <param name="target">What the image says.</param>
    public static string RelativeTarget(string[] from, string target)
    {
        var to = target.StartsWith('/') ? [] : new List<string>(from);
        foreach (var part in Split(target))
        {
            if (part != "..")
                to.Add(part);
            else if (to.Count > 0)
                to.RemoveAt(to.Count - 1);
        }
        var same = from.Zip(to).TakeWhile(pair => pair.First == pair.Second).Count();
        var steps = Enumerable.Repeat("..", from.Length - same).Concat(to.Skip(same)).ToArray();
        return steps.Length == 0 ? "." : string.Join('/', steps);
    }

    /// <summary>
    /// A volume is a link from the container's root to a folder of the pod, which lies outside of the root.
    /// </summary>
    private static bool IsMount(string root, string target) =>
        Path.GetDirectoryName(Path.GetDirectoryName(root)) is { Length: > 1 } pod
        && target.StartsWith(pod + "/", StringComparison.Ordinal);

    private static IEnumerable<string> Split(string path) =>
        path.Split('/', StringSplitOptions.RemoveEmptyEntries).Where(part => part != ".");

    private static string Join(string root, List<string> parts) => Path.Combine([root, .. parts]);
}
