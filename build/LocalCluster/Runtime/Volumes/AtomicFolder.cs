using LocalCluster.Runtime.Files;

namespace LocalCluster.Runtime.Volumes;

/// <summary>
/// A folder whose content changes in one step: the files are links through <c>..data</c>, which is switched
/// from one generation to the next, as the kubelet does it. A reader sees all of the old or all of the new
/// files.
/// </summary>
internal static class AtomicFolder
{
    private const string Data = "..data";

    /// <summary>Makes the folder hold exactly these files; nothing is touched when it does already.</summary>
    public static void Write(string folder, IReadOnlyList<VolumeFile> files)
    {
        Directory.CreateDirectory(folder);
        if (IsCurrent(folder, files))
            return;
        var old = new DirectoryInfo(Path.Combine(folder, Data)).LinkTarget;
        var generation = $"..{Guid.NewGuid():N}";
        foreach (var file in files)
        {
            var parts = RootedPath.Parts(file.Path);
            if (parts is null || parts.Length == 0)
                continue;
            var path = Path.Combine([folder, generation, .. parts]);
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            Write(path, file.Content, (UnixFileMode)file.Mode | UnixFileMode.UserRead);
        }
        Directory.CreateDirectory(Path.Combine(folder, generation));
        var next = Path.Combine(folder, "..data_next");
        File.Delete(next);
        File.CreateSymbolicLink(next, generation);
        Posix.Rename(next, Path.Combine(folder, Data));
        LinkNames(folder, generation);
        if (old is not null)
            Directory.Delete(Path.Combine(folder, old), recursive: true);
    }

    /// <summary>A secret is never more open than it will be, not even while it is written.</summary>
    private static void Write(string path, byte[] content, UnixFileMode mode)
    {
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = mode;
        using (var file = new FileStream(path, options))
            file.Write(content);
        FileModes.Set(path, mode);
    }

    private static void LinkNames(string folder, string generation)
    {
        var names = Directory
            .EnumerateFileSystemEntries(Path.Combine(folder, generation))
            .Select(path => Path.GetFileName(path))
            .ToHashSet(StringComparer.Ordinal);
        foreach (var entry in Directory.EnumerateFileSystemEntries(folder).ToArray())
        {
            var name = Path.GetFileName(entry);
            if (!name.StartsWith("..", StringComparison.Ordinal) && !names.Remove(name))
                File.Delete(entry);
        }
        foreach (var name in names)
            File.CreateSymbolicLink(Path.Combine(folder, name), $"{Data}/{name}");
    }

    private static bool IsCurrent(string folder, IReadOnlyList<VolumeFile> files)
    {
        var data = Path.Combine(folder, Data);
        if (!Directory.Exists(data))
            return false;
        var present = Directory.EnumerateFiles(data + "/", "*", SearchOption.AllDirectories).Count();
        return present == files.Count
            && files.All(file =>
                File.Exists(Path.Combine(data, file.Path))
                && File.ReadAllBytes(Path.Combine(data, file.Path)).AsSpan().SequenceEqual(file.Content)
            );
    }
}
