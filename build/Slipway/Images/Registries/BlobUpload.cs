using System.Net;
using System.Net.Http.Headers;
using Slipway.Images.Formats;
using Slipway.Values;

namespace Slipway.Images.Registries;

/// <summary>
/// Uploads one blob (OCI distribution-spec, pushing blobs): in one piece first; from where it broke off, in
/// chunks, after a cut; and in chunks from the start where the registry finds one piece too large.
/// </summary>
internal sealed class BlobUpload(
    RegistryTransport transport,
    RegistryOptions options,
    string registry,
    string repository,
    Descriptor blob
)
{
    private readonly string _where = $"{registry}/{repository}@{blob.Digest}";
    private bool _inChunks;
    private long _chunkSize = options.ChunkSize;

    /// <summary>Uploads the blob, or mounts it from a repository that has it.</summary>
    /// <param name="file">Provides the file with the bytes; called only when they are needed.</param>
    /// <param name="mountFrom">A repository of the same registry that has the blob; null for none.</param>
    /// <param name="ct">Cancels the operation.</param>
    /// <returns>Whether bytes were sent.</returns>
    public async Task<bool> RunAsync(
        Func<CancellationToken, Task<string>> file,
        string? mountFrom,
        CancellationToken ct
    )
    {
        var location = await StartAsync(mountFrom, ct);
        if (location is null)
            return false;
        var source = await file(ct);
        await BlobContent.CheckAsync(source, blob, ct);
        var (offset, furthest, attempt) = (0L, 0L, 1);
        while (true)
        {
            RetryConditionHeaderValue? asked = null;
            string why;
            try
            {
                using var response = await SendPartAsync(source, location, offset, ct);
                location = LocationOf(response) ?? location;
                if (response.StatusCode == HttpStatusCode.Created)
                    return true;
                if (response.StatusCode == HttpStatusCode.Accepted)
                {
                    offset = Kept(response, offset);
                    continue;
                }
                if (response.StatusCode == HttpStatusCode.RequestEntityTooLarge && !_inChunks)
                    _inChunks = true;
                else if (!CanGoOn(response.StatusCode) || attempt >= options.Retry.Attempts)
                    throw await RefusalAsync(response, ct);
                asked = response.Headers.RetryAfter;
                why = $"it answered {(int)response.StatusCode} to a part of {blob.Digest.Short}";
            }
            catch (Exception e) when (TransientFault.Is(e))
            {
                if (attempt >= options.Retry.Attempts)
                    throw RegistryRefusal.CutOff(registry, _where, e);
                asked = (e as TokenServiceBusyException)?.RetryAfter;
                why = $"the upload of {blob.Digest.Short} was interrupted";
            }
            await transport.PauseAsync(registry, why, attempt, asked, ct);
            (location, offset) = await WhereWeAreAsync(location, ct);
            (furthest, attempt) = offset > furthest ? (offset, 1) : (furthest, attempt + 1);
        }
    }

    private long Kept(HttpResponseMessage response, long offset)
    {
        var kept = RangeEnd(response) ?? offset + PartLength(offset);
        return kept > offset && kept <= blob.Size
            ? kept
            : throw RegistryRefusal.Unintelligible(
                _where,
                "it accepted part of an upload but did not keep it."
            );
    }

    private long PartLength(long offset) =>
        _inChunks ? Math.Min(blob.Size - offset, _chunkSize) : blob.Size - offset;

    // 404 and 416: the registry forgot the upload, or has more or less of it than we thought.
    private static bool CanGoOn(HttpStatusCode status) =>
        TransientFault.Is(status)
        || status is HttpStatusCode.NotFound or HttpStatusCode.RequestedRangeNotSatisfiable;

    private async Task<string?> StartAsync(string? mountFrom, CancellationToken ct)
    {
        var mount = mountFrom is null ? "" : $"?mount={blob.Digest}&from={Uri.EscapeDataString(mountFrom)}";
        var request = Request(HttpMethod.Post, $"{repository}/blobs/uploads/{mount}", mountFrom) with
        {
            Body = () => new ByteArrayContent([]),
        };
        var (mounted, location) = await transport.SendAsync(
            request,
            async response =>
            {
                if (response.StatusCode == HttpStatusCode.Created)
                    return (true, (string?)null);
                if (response.StatusCode != HttpStatusCode.Accepted)
                {
                    // A registry that does not mount can still get the blob from us.
                    return mountFrom is not null ? (false, null) : throw await RefusalAsync(response, ct);
                }
                if (
                    response.Headers.TryGetValues("OCI-Chunk-Min-Length", out var values)
                    && long.TryParse(values.First(), out var least)
                )
                    _chunkSize = Math.Max(_chunkSize, least);
                return (
                    false,
                    LocationOf(response)
                        ?? throw RegistryRefusal.Unintelligible(
                            _where,
                            "it accepted an upload but returned no location."
                        )
                );
            },
            ct
        );
        return mounted || location is not null ? location : await StartAsync(mountFrom: null, ct);
    }

    private async Task<HttpResponseMessage> SendPartAsync(
        string source,
        string location,
        long offset,
        CancellationToken ct
    )
    {
        var length = PartLength(offset);
        if (!_inChunks || length == 0)
        {
            var separator = location.Contains('?') ? '&' : '?';
            var address = $"{location}{separator}digest={Uri.EscapeDataString(blob.Digest.ToString())}";
            return await transport.SendOnceAsync(Part(source, HttpMethod.Put, address, offset, length), ct);
        }
        return await transport.SendOnceAsync(Part(source, HttpMethod.Patch, location, offset, length), ct);
    }

    private RegistryRequest Part(
        string source,
        HttpMethod method,
        string location,
        long offset,
        long length
    ) =>
        Request(method, location) with
        {
            Size = length,
            Body = () =>
            {
                var content = new BlobContent(source, offset, length);
                // The protocol's form of this header, <first>-<last>, is not the one of HTTP.
                if (method == HttpMethod.Patch)
                {
                    content.Headers.TryAddWithoutValidation(
                        "Content-Range",
                        $"{offset}-{offset + length - 1}"
                    );
                }
                return content;
            },
        };

    private async Task<(string Location, long Offset)> WhereWeAreAsync(string location, CancellationToken ct)
    {
        var known = await transport.SendAsync(
            Request(HttpMethod.Get, location),
            response =>
                Task.FromResult(
                    response.StatusCode is HttpStatusCode.NoContent
                    && RangeEnd(response) is { } end
                    && end <= blob.Size
                        ? (Location: LocationOf(response) ?? location, Offset: end)
                        : (Location: (string?)null, Offset: 0)
                ),
            ct
        );
        if (known.Location is null)
            return ((await StartAsync(mountFrom: null, ct))!, 0);
        _inChunks |= known.Offset > 0;
        return (known.Location, known.Offset);
    }

    // "0-1023" is 1024 bytes; "0-0" is what registries say for none at all as well as for one, so it counts
    // as none.
    private static long? RangeEnd(HttpResponseMessage response)
    {
        if (!response.Headers.TryGetValues("Range", out var values))
            return null;
        var last = values.First().Split('=').Last().Split('-').Last();
        return long.TryParse(last, out var end) ? (end <= 0 ? 0 : end + 1) : null;
    }

    private static string? LocationOf(HttpResponseMessage response) =>
        response.Headers.Location is { } location
            ? new Uri(response.RequestMessage!.RequestUri!, location).AbsoluteUri
            : null;

    private async Task<Refusal> RefusalAsync(HttpResponseMessage response, CancellationToken ct) =>
        await RegistryResponse.RefusalAsync(transport, registry, _where, response, ct);

    private RegistryRequest Request(HttpMethod method, string path, string? mountFrom = null) =>
        new(
            method,
            registry,
            path,
            RegistryRequest.Push(repository)
                + (mountFrom is null ? "" : $" {RegistryRequest.Pull(mountFrom)}")
        );
}
