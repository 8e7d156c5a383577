using Slipway.Images.Formats;
using Slipway.Images.Registries;
using Slipway.Values;

namespace Slipway.Images;

/// <summary>Brings blobs into one repository, each only where it is missing.</summary>
internal sealed class BlobTransfer(RegistryClient registries, ImageReference target)
{
    /// <returns>The bytes that were sent.</returns>
    public async Task<long> SendAsync(Descriptor blob, string file, CancellationToken ct)
    {
        if (await registries.HasBlobAsync(target, blob.Digest, ct))
            return 0;
        return await registries.UploadBlobAsync(target, blob, _ => Task.FromResult(file), mountFrom: null, ct) ? blob.Size : 0;
    }

    /// <summary>Takes a blob over from another repository: within the registry where it is the same one, else through here.</summary>
    /// <returns>The bytes that were sent.</returns>
    public async Task<long> CopyAsync(Descriptor blob, ImageReference source, CancellationToken ct)
    {
        if (await registries.HasBlobAsync(target, blob.Digest, ct))
            return 0;
        var mountFrom = source.Registry == target.Registry && source.Repository != target.Repository ? source.Repository : null;
        var passing = Path.GetTempFileName();
        try
        {
            var sent = await registries.UploadBlobAsync(target, blob, async stop =>
            {
                await registries.DownloadBlobAsync(source, blob, passing, stop);
                return passing;
            }, mountFrom, ct);
            return sent ? blob.Size : 0;
        }
        finally
        {
            File.Delete(passing);
        }
    }
}
