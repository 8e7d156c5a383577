using System.Security.Cryptography;
using Slipway.Images.Formats;
using Slipway.Values;

namespace Slipway.Images.Registries;

/// <summary>Reads bodies of a registry's answers without trusting their length.</summary>
internal static class LimitedContent
{
    /// <summary>The whole body.</summary>
    /// <exception cref="RegistryRefusal">It is longer than the limit.</exception>
    public static async Task<byte[]> ReadAsync(
        HttpResponseMessage response, int limit, string where, CancellationToken ct)
    {
        await using var body = await response.Content.ReadAsStreamAsync(ct);
        var content = new MemoryStream();
        var buffer = new byte[64 * 1024];
        for (int read; (read = await body.ReadAsync(buffer, ct)) > 0;)
        {
            if (content.Length + read > limit)
                throw RegistryRefusal.Unintelligible(where, $"it is longer than {limit / 1024 / 1024} MiB.");
            content.Write(buffer, 0, read);
        }
        return content.ToArray();
    }

    /// <summary>
    /// Writes the body to a file while computing its digest. A file of an earlier attempt is replaced.
    /// </summary>
    /// <exception cref="RegistryRefusal">It is not what the descriptor says.</exception>
    /// <exception cref="DiskRefusal">The disk does not take it.</exception>
    public static async Task SaveAsync(
        HttpResponseMessage response, Descriptor blob, string file, string where, CancellationToken ct)
    {
        using var sha = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        await using var body = await response.Content.ReadAsStreamAsync(ct);
        // Without a buffer, so that a full disk shows where it is told from a cut connection.
        await using var target = new FileStream(
            file, FileMode.Create, FileAccess.Write, FileShare.Read, bufferSize: 0);
        var buffer = new byte[128 * 1024];
        for (int read; (read = await body.ReadAsync(buffer, ct)) > 0;)
        {
            if (target.Length + read > blob.Size)
                throw RegistryRefusal.Mismatch(where, $"{blob.Size} bytes", "more");
            sha.AppendData(buffer, 0, read);
            await WriteAsync(target, buffer.AsMemory(0, read), ct);
        }
        var received = Digest.FromHash(sha.GetHashAndReset());
        if (received != blob.Digest)
            throw RegistryRefusal.Mismatch(where, blob.Digest.ToString(), received.ToString());
    }

    private static async Task WriteAsync(FileStream target, ReadOnlyMemory<byte> bytes, CancellationToken ct)
    {
        try
        {
            await target.WriteAsync(bytes, ct);
        }
        catch (IOException e) when (DiskRefusal.For(e, target.Name) is { } refusal)
        {
            throw refusal;
        }
    }
}
