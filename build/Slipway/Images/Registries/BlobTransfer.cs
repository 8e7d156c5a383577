using System.Collections.Concurrent;
using Slipway.Images.Formats;
using Slipway.Values;

namespace Slipway.Images.Registries;

/// <summary>
/// Brings blobs into repositories, each only where it is missing. What one repository of a registry got, the
/// others take over from there: services share layers.
/// </summary>
internal sealed class BlobTransfer(RegistryClient registries)
{
    private readonly ConcurrentDictionary<(string Registry, Digest Blob), string> _homes = new();

    // Of those that need the same blob at the same time one sends it, and the others mount it.
    private readonly ConcurrentDictionary<(string Registry, Digest Blob), SemaphoreSlim> _turns = new();

    /// <returns>The bytes that were sent.</returns>
    public Task<long> SendAsync(ImageReference target, Descriptor blob, string file, CancellationToken ct) =>
        TransferAsync(target, blob, _ => Task.FromResult(file), mountFrom: null, ct);

    /// <summary>Sends a blob that is in memory: small ones that are made on the way.</summary>
    /// <returns>The bytes that were sent.</returns>
    public async Task<long> SendAsync(
        ImageReference target,
        Descriptor blob,
        ReadOnlyMemory<byte> content,
        CancellationToken ct
    )
    {
        using var folder = registries.NewFolder();
        var file = folder.NewFile();
        await File.WriteAllBytesAsync(file, content, ct);
        return await SendAsync(target, blob, file, ct);
    }

    /// <summary>
    /// Takes a blob over from another repository: within the registry where it is the same one, else through
    /// here.
    /// </summary>
    /// <returns>The bytes that were sent.</returns>
    public async Task<long> CopyAsync(
        ImageReference target,
        Descriptor blob,
        ImageReference source,
        CancellationToken ct
    )
    {
        using var folder = registries.NewFolder();
        var passing = folder.NewFile();
        return await TransferAsync(
            target,
            blob,
            async stop =>
            {
                await registries.DownloadBlobAsync(source, blob, passing, stop);
                return passing;
            },
            source.Registry == target.Registry ? source.Repository : null,
            ct
        );
    }

    private async Task<long> TransferAsync(
        ImageReference target,
        Descriptor blob,
        Func<CancellationToken, Task<string>> file,
        string? mountFrom,
        CancellationToken ct
    )
    {
        var place = (target.Registry, blob.Digest);
        var turn = _turns.GetOrAdd(place, _ => new SemaphoreSlim(1));
        await turn.WaitAsync(ct);
        try
        {
            long sent = 0;
            if (!await registries.HasBlobAsync(target, blob.Digest, ct))
            {
                var home = mountFrom ?? _homes.GetValueOrDefault(place);
                var from = home == target.Repository ? null : home;
                sent = await registries.UploadBlobAsync(target, blob, file, from, ct) ? blob.Size : 0;
            }
            _homes.TryAdd(place, target.Repository);
            return sent;
        }
        finally
        {
            turn.Release();
        }
    }
}
