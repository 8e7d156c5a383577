using LocalCluster.Runtime.Files;

namespace LocalCluster.Runtime.Images;

/// <summary>
/// The whiteouts of one layer (OCI image-spec, layer.md): what they hide is removed, but never what the same
/// layer brought.
/// </summary>
internal sealed class Whiteouts(string root)
{
    private const string Prefix = ".wh.";
    private const string Opaque = ".wh..wh..opq";

    // Paths on the disk: the same folder can be reached through links under other names.
    private readonly HashSet<string> _brought = new(StringComparer.Ordinal);

    /// <summary>Remembers what this layer brings, and the folders above it.</summary>
    public void Keep(string path)
    {
        for (var part = path; part != root && _brought.Add(part); )
            part = Path.GetDirectoryName(part)!;
    }

    /// <summary>Removes what an entry hides; false if it hides nothing, but is a file of the layer.</summary>
    /// <exception cref="InvalidDataException">It would hide the folder that it is in, or one above.</exception>
    public bool TryApply(string[] parts)
    {
        var name = parts[^1];
        if (!name.StartsWith(Prefix, StringComparison.Ordinal))
            return false;
        var folder = RootedPath.Resolve(root, string.Join('/', parts[..^1]));
        var hidden = name[Prefix.Length..];
        if (name == Opaque)
            RemoveLower(folder);
        else if (hidden is "" or "." or "..")
            throw new InvalidDataException($"the whiteout '{string.Join('/', parts)}' names no file");
        // The others that begin like this are notes that AUFS wrote for itself.
        else if (!hidden.StartsWith(Prefix, StringComparison.Ordinal))
            Hide(Path.Combine(folder, hidden));
        return true;
    }

    private void Hide(string path)
    {
        if (!_brought.Contains(path))
            FileTree.Remove(path);
        else if (FileTree.IsRealFolder(path))
            RemoveLower(path);
    }

    private void RemoveLower(string folder)
    {
        if (!FileTree.IsRealFolder(folder))
            return;
        foreach (var child in Directory.EnumerateFileSystemEntries(folder).ToArray())
            Hide(child);
    }
}
