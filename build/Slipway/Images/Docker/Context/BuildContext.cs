using Slipway.Images.Packing;
using Slipway.Values;
using Slipway.Yaml;

namespace Slipway.Images.Docker.Context;

/// <summary>
/// What the engine may see of a folder: all of it, but for what <c>.dockerignore</c> keeps out. The
/// Dockerfile and <c>.dockerignore</c> are always there; the engine itself keeps them from <c>COPY</c> where
/// they are ignored. Git's folder and the output of builds never are, since they change with every commit and
/// build.
/// </summary>
internal sealed class BuildContext
{
    /// <summary>Where the engine looks for the patterns.</summary>
    public const string IgnoreFileName = ".dockerignore";

    private readonly string _root;
    private readonly string _dockerfile;
    private readonly IReadOnlyList<string> _never;
    private readonly IgnoreFile _ignore;
    private readonly string? _ignoreSource;

    /// <summary>Opens a context.</summary>
    /// <param name="root">The folder, absolute.</param>
    /// <param name="dockerfile">The Dockerfile's path in it, with forward slashes.</param>
    /// <param name="never">Files and folders that are never sent, absolute.</param>
    /// <param name="repositoryRoot">How files are named to people: relative to this.</param>
    /// <param name="mistakes">Takes what is wrong with <c>.dockerignore</c>.</param>
    public BuildContext(
        string root,
        string dockerfile,
        IReadOnlyList<string> never,
        string repositoryRoot,
        List<string> mistakes
    )
    {
        (_root, _dockerfile, _never) = (root, dockerfile, never);
        // As in Docker's command line, that of the Dockerfile goes before that of the context.
        string[] names = [dockerfile + IgnoreFileName, IgnoreFileName];
        _ignoreSource = names.Select(name => Path.Combine(root, name)).FirstOrDefault(File.Exists);
        var shown = Path.GetRelativePath(repositoryRoot, _ignoreSource ?? root).Replace('\\', '/');
        var found = new ValidationErrors(shown);
        _ignore = IgnoreFile.Parse(_ignoreSource is null ? "" : File.ReadAllText(_ignoreSource), found);
        mistakes.AddRange(found.Lines());
    }

    /// <summary>
    /// Everything to send, sorted by path, so that the order of the file system does not matter.
    /// </summary>
    public IReadOnlyList<ContextEntry> List()
    {
        var entries = new List<ContextEntry>();
        Collect(new DirectoryInfo(_root), "", _ignore.Root, entries);
        if (_ignoreSource is not null)
            entries.Add(Entry(IgnoreFileName, new FileInfo(_ignoreSource)));
        return [.. entries.OrderBy(entry => entry.Path, StringComparer.Ordinal)];
    }

    private void Collect(
        DirectoryInfo folder,
        string prefix,
        IgnoreFile.Matches above,
        List<ContextEntry> entries
    )
    {
        foreach (var found in folder.EnumerateFileSystemInfos())
        {
            var path = prefix + found.Name;
            if (path == IgnoreFileName || _never.Contains(found.FullName))
                continue;
            var matches = _ignore.Match(path, above);
            var excluded = _ignore.Excludes(matches) && path != _dockerfile;
            if (!excluded)
                entries.Add(Entry(path, found));
            var inside =
                found is DirectoryInfo
                && found.LinkTarget is null
                && (!excluded || _ignore.MayIncludeBelow(path) || LeadsToDockerfile(path));
            if (inside)
                Collect((DirectoryInfo)found, path + "/", matches, entries);
        }
    }

    private bool LeadsToDockerfile(string folder) =>
        _dockerfile.StartsWith(folder + "/", StringComparison.Ordinal);

    private ContextEntry Entry(string path, FileSystemInfo found)
    {
        if (found.LinkTarget is { } target)
            return new ContextLink(path, found.FullName, target.Replace('\\', '/'));
        if (found is DirectoryInfo)
            return new ContextFolder(path, found.FullName);
        var file = (FileInfo)found;
        var stamp = FileStamp.Of(file);
        using var content = file.OpenRead();
        Span<byte> start = stackalloc byte[4];
        var read = content.ReadAtLeast(start, start.Length, throwOnEndOfStream: false);
        content.Position = 0;
        var executable = OperatingSystem.IsWindows()
            ? EntryMode.Of(path, start[..read]) == EntryMode.Program
            : file.UnixFileMode.HasFlag(UnixFileMode.UserExecute);
        var digest = Digest.FromHash(System.Security.Cryptography.SHA256.HashData(content));
        return new ContextFile(path, file.FullName, stamp, digest.Hex, executable);
    }
}
