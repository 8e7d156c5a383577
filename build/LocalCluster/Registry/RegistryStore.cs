using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using Slipway.Formats;

namespace LocalCluster.Registry;

/// <summary>
/// Blobs and manifests by digest in a folder. Files are written atomically, so none is ever incomplete.
/// </summary>
internal sealed partial class RegistryStore(string folder)
{
    /// <summary>The order of lists: that of the alphabet, whatever the case (distribution-spec, tags).</summary>
    public static IComparer<string> Order { get; } =
        Comparer<string>.Create(
            (a, b) =>
                string.Compare(a, b, StringComparison.OrdinalIgnoreCase) is var order and not 0
                    ? order
                    : string.CompareOrdinal(a, b)
        );

    /// <summary>Whether a name is one that the distribution-spec allows.</summary>
    public static bool IsName(string name) => name.Length <= 255 && Name().IsMatch(name);

    public static bool IsTag(string tag) => Tag().IsMatch(tag);

    public static bool IsDigest(string digest) => Digest().IsMatch(digest);

    public static string DigestOf(ReadOnlySpan<byte> content) =>
        "sha256:" + Convert.ToHexStringLower(SHA256.HashData(content));

    /// <summary>The file of a blob that this repository has; null when it has none.</summary>
    public string? Blob(string name, string digest) =>
        File.Exists(Link(name, "blobs", digest)) && File.Exists(Data(digest)) ? Data(digest) : null;

    /// <summary>Mounts a blob of another repository.</summary>
    public bool Mount(string name, string from, string digest)
    {
        if (Blob(from, digest) is null)
            return false;
        AtomicFile.Write(Link(name, "blobs", digest), []);
        return true;
    }

    /// <summary>Stores a file with a known digest as a blob.</summary>
    public void TakeBlob(string name, string digest, string file)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Data(digest))!);
        File.Move(file, Data(digest), overwrite: true);
        AtomicFile.Write(Link(name, "blobs", digest), []);
    }

    public bool DeleteBlob(string name, string digest) => Delete(Link(name, "blobs", digest));

    /// <summary>Stores a manifest under its digest, and under a tag where one is given.</summary>
    public void PutManifest(string name, string digest, string? tag, string mediaType, byte[] content)
    {
        AtomicFile.Write(Data(digest), content);
        AtomicFile.Write(Link(name, "manifests", digest), Encoding.UTF8.GetBytes(mediaType));
        if (tag is not null)
            AtomicFile.Write(TagFile(name, tag), Encoding.UTF8.GetBytes(digest));
    }

    /// <summary>A manifest by tag or digest.</summary>
    public StoredManifest? Manifest(string name, string reference)
    {
        var digest = IsDigest(reference) ? reference : Tagged(name, reference);
        if (digest is null)
            return null;
        try
        {
            return new StoredManifest(
                digest,
                File.ReadAllText(Link(name, "manifests", digest)),
                File.ReadAllBytes(Data(digest))
            );
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
    }

    /// <summary>Deletes a tag, or a manifest with all its tags.</summary>
    public bool DeleteManifest(string name, string reference)
    {
        if (!IsDigest(reference))
            return Delete(TagFile(name, reference));
        foreach (var tag in Tags(name).Where(tag => Tagged(name, tag) == reference))
            Delete(TagFile(name, tag));
        return Delete(Link(name, "manifests", reference));
    }

    private string? Tagged(string name, string tag) =>
        File.Exists(TagFile(name, tag)) ? File.ReadAllText(TagFile(name, tag)) : null;

    public IReadOnlyList<string> Tags(string name) => Names(Path.Combine(Repository(name), "_tags"));

    public bool HasRepository(string name) => Directory.Exists(Repository(name));

    public IEnumerable<StoredManifest> Manifests(string name) =>
        Names(Path.Combine(Repository(name), "_manifests"))
            .Select(file => Manifest(name, file.Replace('-', ':')))
            .OfType<StoredManifest>();

    public IReadOnlyList<string> Repositories()
    {
        var all = Path.Combine(folder, "repositories");
        return Directory.Exists(all)
            ?
            [
                .. Directory
                    .EnumerateDirectories(all, "_manifests", SearchOption.AllDirectories)
                    .Select(path =>
                        Path.GetRelativePath(all, Path.GetDirectoryName(path)!).Replace('\\', '/')
                    )
                    .Order(Order),
            ]
            : [];
    }

    private static IReadOnlyList<string> Names(string path) =>
        Directory.Exists(path)
            ?
            [
                .. Directory
                    .EnumerateFiles(path)
                    .Select(file => Path.GetFileName(file))
                    .Where(file => !file.EndsWith('~'))
                    .Order(Order),
            ]
            : [];

    private static bool Delete(string path)
    {
        if (!File.Exists(path))
            return false;
        File.Delete(path);
        return true;
    }

    private string Data(string digest) => Path.Combine(folder, "content", digest.Replace(':', '-'));

    private string Repository(string name) => Path.Combine([folder, "repositories", .. name.Split('/')]);

    private string Link(string name, string kind, string digest) =>
        Path.Combine(Repository(name), "_" + kind, digest.Replace(':', '-'));

    private string TagFile(string name, string tag) => Path.Combine(Repository(name), "_tags", tag);

    [GeneratedRegex("^[a-z0-9]+((\\.|_|__|-+)[a-z0-9]+)*(/[a-z0-9]+((\\.|_|__|-+)[a-z0-9]+)*)*\\z")]
    private static partial Regex Name();

    [GeneratedRegex("^[A-Za-z0-9_][A-Za-z0-9._-]{0,127}\\z")]
    private static partial Regex Tag();

    [GeneratedRegex("^sha256:[0-9a-f]{64}\\z")]
    private static partial Regex Digest();
}

/// <summary>A manifest as it was pushed.</summary>
internal sealed record StoredManifest(string Digest, string MediaType, byte[] Content);
