using System.Security.Cryptography;

namespace LocalCluster.Registry;

/// <summary>
/// Uploads in progress, one file each, which grows with every chunk and survives a restart.
/// </summary>
internal sealed class UploadStore(string folder)
{
    public string Begin()
    {
        Directory.CreateDirectory(folder);
        var id = Guid.NewGuid().ToString("N");
        File.WriteAllBytes(PathOf(id), []);
        return id;
    }

    /// <summary>How many bytes have arrived; null when there is no such upload.</summary>
    public long? Length(string id) =>
        Guid.TryParseExact(id, "N", out _) && File.Exists(PathOf(id))
            ? new FileInfo(PathOf(id)).Length
            : null;

    /// <summary>
    /// Adds a chunk. What arrived before a broken connection is kept, and the sender resumes from there.
    /// </summary>
    public async Task AppendAsync(string id, Stream content, CancellationToken cancellationToken)
    {
        await using var file = Open(id);
        await content.CopyToAsync(file, cancellationToken);
    }

    private FileStream Open(string id)
    {
        try
        {
            return new FileStream(PathOf(id), FileMode.Append, FileAccess.Write, FileShare.Read);
        }
        catch (IOException) when (File.Exists(PathOf(id)))
        {
            throw RegistryException.UploadInvalid("Another request is sending a part of this upload.");
        }
    }

    /// <summary>The digest of all that arrived.</summary>
    public async Task<string> DigestAsync(string id, CancellationToken cancellationToken)
    {
        await using var file = File.OpenRead(PathOf(id));
        return "sha256:" + Convert.ToHexStringLower(await SHA256.HashDataAsync(file, cancellationToken));
    }

    public void Cancel(string id) => File.Delete(PathOf(id));

    public string PathOf(string id) => Path.Combine(folder, id);
}
