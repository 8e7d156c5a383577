using System.Net;
using System.Net.Http.Headers;
using Slipway.Images.Formats;
using Slipway.Processes;
using Slipway.Reporting;
using Slipway.Values;

namespace Slipway.Images.Registries;

/// <summary>
/// Speaks to image registries (OCI distribution-spec 1.1). Everything received is checked against its digest.
/// One client serves any number of registries and threads.
/// </summary>
public sealed partial class RegistryClient : IDisposable
{
    // The distribution-spec asks registries to accept manifests of at least 4 MB; twice that is plenty.
    private const int ManifestLimit = 8 * 1024 * 1024;
    private const int MostManifestTries = 3;

    private readonly RegistryOptions _options;
    private readonly RegistryTransport _transport;
    private readonly SemaphoreSlim _uploads;

    /// <summary>Creates a client.</summary>
    /// <param name="reporter">Receives attempts that failed and are retried.</param>
    /// <param name="time">The clock of waits and timeouts.</param>
    /// <param name="options">Null for TLS everywhere but on loopback, and Docker's own credentials.</param>
    public RegistryClient(IReporter reporter, TimeProvider time, RegistryOptions? options = null)
    {
        _options = options ?? new RegistryOptions();
        _transport = new RegistryTransport(_options, reporter, time);
        _uploads = new SemaphoreSlim(_options.ParallelUploads);
    }

    /// <summary>A folder for blobs that pass through.</summary>
    internal TransientFolder NewFolder() => TransientFolder.In(_options.PassingFolder);

    /// <summary>Pings the registry, with our credentials.</summary>
    /// <exception cref="Refusal">It cannot be reached, or does not accept the credentials.</exception>
    public Task PingAsync(string registry, CancellationToken ct) =>
        _transport.SendAsync(
            new RegistryRequest(HttpMethod.Get, registry, "", ""),
            async response =>
                response.IsSuccessStatusCode
                    ? true
                    : throw await RefusalAsync(registry, registry, response, ct),
            ct
        );

    /// <summary>The user at a registry; null for anonymous access.</summary>
    /// <exception cref="Refusal">Docker's configuration or a credential helper is broken.</exception>
    internal Task<RegistryCredentials?> CredentialsAsync(string registry, CancellationToken ct) =>
        _transport.CredentialsAsync(registry, ct);

    /// <summary>The digest that a tag points to; null where the registry has no such image.</summary>
    /// <exception cref="Refusal">The registry cannot be reached.</exception>
    public Task<Digest?> FindDigestAsync(ImageReference image, CancellationToken ct) =>
        FindDigestAsync(ManifestRequest(HttpMethod.Head, image), image, ct);

    /// <summary>
    /// The same for a repository that is about to be written to, and may not be there yet: some registries
    /// tell only those who may make it.
    /// </summary>
    internal Task<Digest?> FindDigestToWriteAsync(ImageReference image, CancellationToken ct) =>
        FindDigestAsync(
            ManifestRequest(HttpMethod.Head, image) with
            {
                Scope = RegistryRequest.Push(image.Repository),
            },
            image,
            ct
        );

    private async Task<Digest?> FindDigestAsync(
        RegistryRequest request,
        ImageReference image,
        CancellationToken ct
    )
    {
        var (found, digest) = await _transport.SendAsync(
            request,
            async response =>
            {
                if (response.StatusCode == HttpStatusCode.NotFound)
                    return (false, (Digest?)null);
                // Some do not support HEAD here, though the protocol requires it.
                if (response.StatusCode == HttpStatusCode.MethodNotAllowed)
                    return (true, null);
                if (!response.IsSuccessStatusCode)
                    throw await RefusalAsync(image.Registry, image.ToString(), response, ct);
                return (true, DigestHeader(response));
            },
            ct
        );
        // The header is optional in the protocol; without it only the content itself can tell.
        return found && digest is null ? (await FindManifestAsync(image, ct))?.Digest : digest;
    }

    /// <summary>
    /// Reads a manifest or an index, by digest where the reference has one; null where the registry has none
    /// there.
    /// </summary>
    internal Task<ReceivedManifest?> FindManifestAsync(ImageReference image, CancellationToken ct) =>
        _transport.SendAsync(
            ManifestRequest(HttpMethod.Get, image),
            async response =>
            {
                if (response.StatusCode == HttpStatusCode.NotFound)
                    return null;
                if (!response.IsSuccessStatusCode)
                    throw await RefusalAsync(image.Registry, image.ToString(), response, ct);
                var bytes = await ReadAsync(response, image.ToString(), ct);
                var expected = image.Digest ?? DigestHeader(response);
                if (expected is not null && expected != Digest.Of(bytes))
                    throw RegistryRefusal.Mismatch(
                        image.ToString(),
                        expected.ToString()!,
                        Digest.Of(bytes).ToString()
                    );
                return new ReceivedManifest(
                    bytes,
                    response.Content.Headers.ContentType?.MediaType ?? MediaTypes.Manifest
                );
            },
            ct
        );

    /// <summary>Writes a manifest or an index under the reference's digest, or else its tag.</summary>
    /// <returns>
    /// Whether the registry lists it with its subject by itself (<c>OCI-Subject</c>); false without a
    /// subject.
    /// </returns>
    internal async Task<bool> PutManifestAsync(
        ImageReference image,
        ReadOnlyMemory<byte> bytes,
        string mediaType,
        CancellationToken ct
    )
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await PutManifestOnceAsync(image, bytes, mediaType, ct);
            }
            // docker-registry does not find a part while another push of the same part ends: it writes again,
            // in place, what leads to it.
            catch (RegistryRefusal e) when (e.MissesParts && attempt < MostManifestTries)
            {
                await _transport.PauseAsync(image.Registry, e.What, attempt, null, ct);
            }
        }
    }

    private Task<bool> PutManifestOnceAsync(
        ImageReference image,
        ReadOnlyMemory<byte> bytes,
        string mediaType,
        CancellationToken ct
    ) =>
        _transport.SendAsync(
            ManifestRequest(HttpMethod.Put, image) with
            {
                Scope = RegistryRequest.Push(image.Repository),
                Body = () =>
                    new ReadOnlyMemoryContent(bytes)
                    {
                        Headers = { ContentType = new MediaTypeHeaderValue(mediaType) },
                    },
            },
            async response =>
                response.IsSuccessStatusCode
                    ? response.Headers.Contains("OCI-Subject")
                    : throw await RefusalAsync(image.Registry, image.ToString(), response, ct),
            ct
        );

    /// <summary>Closes the connections.</summary>
    public void Dispose()
    {
        _transport.Dispose();
        _uploads.Dispose();
    }

    private static RegistryRequest ManifestRequest(HttpMethod method, ImageReference image) =>
        new(
            method,
            image.Registry,
            $"{image.Repository}/manifests/{image.Digest?.ToString() ?? image.Tag ?? "latest"}",
            RegistryRequest.Pull(image.Repository)
        )
        {
            Accept = MediaTypes.Manifests,
        };

    private static Digest? DigestHeader(HttpResponseMessage response) =>
        response.Headers.TryGetValues("Docker-Content-Digest", out var values)
        && Digest.TryParse(values.First(), out var digest)
            ? digest
            : null;

    private async Task<byte[]> ReadAsync(HttpResponseMessage response, string where, CancellationToken ct) =>
        await _transport.Content.ReadAsync(response, ManifestLimit, ct)
        ?? throw RegistryRefusal.Unintelligible(
            where,
            $"it is longer than {ManifestLimit / 1024 / 1024} MiB."
        );

    private Task<Refusal> RefusalAsync(
        string registry,
        string where,
        HttpResponseMessage response,
        CancellationToken ct
    ) => RegistryResponse.RefusalAsync(_transport, registry, where, response, ct);
}
