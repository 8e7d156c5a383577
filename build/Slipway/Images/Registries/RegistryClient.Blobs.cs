using System.Net;
using Slipway.Images.Formats;
using Slipway.Values;

namespace Slipway.Images.Registries;

public sealed partial class RegistryClient
{
    /// <summary>Whether a repository holds a blob.</summary>
    internal Task<bool> HasBlobAsync(ImageReference repository, Digest digest, CancellationToken ct) =>
        _transport.SendAsync(
            BlobRequest(HttpMethod.Head, repository, digest),
            async response =>
                response.StatusCode switch
                {
                    HttpStatusCode.NotFound => false,
                    _ when response.IsSuccessStatusCode => true,
                    _ => throw await RefusalAsync(
                        repository.Registry,
                        $"{repository.Name}@{digest}",
                        response,
                        ct
                    ),
                },
            ct
        );

    /// <summary>Reads a small blob, and checks it; null where the repository lacks it.</summary>
    /// <exception cref="Refusal">
    /// It is longer than the limit, or the registry gave something else.
    /// </exception>
    internal async Task<byte[]?> FindBlobAsync(
        ImageReference repository,
        Descriptor blob,
        int limit,
        CancellationToken ct
    )
    {
        var where = $"{repository.Name}@{blob.Digest}";
        if (blob.Size > limit)
            throw RegistryRefusal.Unintelligible(where, $"it is longer than {limit / 1024 / 1024} MiB.");
        return await _transport.SendAsync(
            BlobRequest(HttpMethod.Get, repository, blob.Digest),
            async response =>
            {
                if (response.StatusCode == HttpStatusCode.NotFound)
                    return null;
                if (!response.IsSuccessStatusCode)
                    throw await RefusalAsync(repository.Registry, where, response, ct);
                var bytes = await _transport.Content.ReadAsync(response, limit, ct);
                if (bytes is null || Digest.Of(bytes) != blob.Digest)
                {
                    throw RegistryRefusal.Mismatch(
                        where,
                        blob.Digest.ToString(),
                        bytes is null ? "more" : Digest.Of(bytes).ToString()
                    );
                }
                return bytes;
            },
            ct
        );
    }

    /// <summary>Reads a blob into a file, and checks it.</summary>
    /// <exception cref="Refusal">The registry lacks it, or gave something else.</exception>
    internal Task DownloadBlobAsync(
        ImageReference repository,
        Descriptor blob,
        string file,
        CancellationToken ct
    )
    {
        var where = $"{repository.Name}@{blob.Digest}";
        var request = BlobRequest(HttpMethod.Get, repository, blob.Digest) with { Size = blob.Size };
        return _transport.SendAsync(
            request,
            async response =>
            {
                if (!response.IsSuccessStatusCode)
                    throw await RefusalAsync(repository.Registry, where, response, ct);
                await _transport.Content.SaveAsync(response, blob, file, where, ct);
                return true;
            },
            ct
        );
    }

    /// <summary>Uploads a blob, or mounts it from another repository of the registry.</summary>
    /// <param name="repository">The repository.</param>
    /// <param name="blob">What it is.</param>
    /// <param name="file">Provides the file with its bytes; called only when they are needed.</param>
    /// <param name="mountFrom">A repository of the same registry that has it; null for none.</param>
    /// <param name="ct">Cancels the operation.</param>
    /// <returns>Whether bytes were sent.</returns>
    internal async Task<bool> UploadBlobAsync(
        ImageReference repository,
        Descriptor blob,
        Func<CancellationToken, Task<string>> file,
        string? mountFrom,
        CancellationToken ct
    )
    {
        await _uploads.WaitAsync(ct);
        try
        {
            var upload = new BlobUpload(
                _transport,
                _options,
                repository.Registry,
                repository.Repository,
                blob
            );
            return await upload.RunAsync(file, mountFrom, ct);
        }
        finally
        {
            _uploads.Release();
        }
    }

    private static RegistryRequest BlobRequest(HttpMethod method, ImageReference repository, Digest digest) =>
        new(
            method,
            repository.Registry,
            $"{repository.Repository}/blobs/{digest}",
            RegistryRequest.Pull(repository.Repository)
        );
}
