using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using Slipway.Images.Formats;
using Slipway.Values;

namespace Slipway.Images.Registries;

/// <summary>Reads bodies of a registry's answers without trusting their length, or that they end.</summary>
internal sealed class LimitedContent(TimeProvider time)
{
    // A silent connection must not block the build forever.
    private static readonly TimeSpan s_longestSilence = TimeSpan.FromSeconds(100);

    /// <summary>The whole body; null where it is longer than the limit.</summary>
    /// <exception cref="TimeoutException">Nothing came for a long time.</exception>
    public async Task<byte[]?> ReadAsync(HttpResponseMessage response, int limit, CancellationToken ct)
    {
        var content = new MemoryStream();
        await foreach (var part in PartsAsync(response, ct))
        {
            if (content.Length + part.Length > limit)
                return null;
            content.Write(part.Span);
        }
        return content.ToArray();
    }

    /// <summary>
    /// Writes the body to a file while computing its digest. A file of an earlier attempt is replaced.
    /// </summary>
    /// <exception cref="RegistryRefusal">It is not what the descriptor says.</exception>
    /// <exception cref="DiskRefusal">The disk does not take it.</exception>
    /// <exception cref="TimeoutException">Nothing came for a long time.</exception>
    public async Task SaveAsync(
        HttpResponseMessage response,
        Descriptor blob,
        string file,
        string where,
        CancellationToken ct
    )
    {
        using var sha = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        // Without a buffer, so that a full disk can be distinguished from a cut connection.
        await using var target = new FileStream(
            file,
            FileMode.Create,
            FileAccess.Write,
            FileShare.Read,
            bufferSize: 0
        );
        await foreach (var part in PartsAsync(response, ct))
        {
            if (target.Length + part.Length > blob.Size)
                throw RegistryRefusal.Mismatch(where, $"{blob.Size} bytes", "more");
            sha.AppendData(part.Span);
            await WriteAsync(target, part, ct);
        }
        var received = Digest.FromHash(sha.GetHashAndReset());
        if (received != blob.Digest)
            throw RegistryRefusal.Mismatch(where, blob.Digest.ToString(), received.ToString());
    }

    private async IAsyncEnumerable<ReadOnlyMemory<byte>> PartsAsync(
        HttpResponseMessage response,
        [EnumeratorCancellation] CancellationToken ct
    )
    {
        using var silence = new CancellationTokenSource(s_longestSilence, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(ct, silence.Token);
        await using var body = await response.Content.ReadAsStreamAsync(ct);
        var buffer = new byte[128 * 1024];
        while (await ReadAsync() is > 0 and var read)
            yield return buffer.AsMemory(0, read);

        async ValueTask<int> ReadAsync()
        {
            silence.CancelAfter(s_longestSilence);
            try
            {
                return await body.ReadAsync(buffer, either.Token);
            }
            catch (OperationCanceledException) when (!ct.IsCancellationRequested)
            {
                throw new TimeoutException($"No data was received for {s_longestSilence.TotalSeconds:0} s.");
            }
            finally
            {
                // What is done with it may take as long as it takes.
                silence.CancelAfter(Timeout.InfiniteTimeSpan);
            }
        }
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
