using System.Globalization;
using Microsoft.AspNetCore.Http;

namespace LocalCluster.Registry;

/// <summary>
/// Uploads: POST, PATCH, PUT, the status by GET, DELETE; in one piece, in chunks, or by mounting.
/// </summary>
internal sealed class UploadHandler(RegistryStore store, UploadStore uploads)
{
    public async Task BeginAsync(HttpContext http, string name)
    {
        var query = http.Request.Query;
        if (
            query["mount"].ToString() is { Length: > 0 } mount
            && RegistryStore.IsDigest(mount)
            && query["from"].ToString() is { Length: > 0 } from
            && RegistryStore.IsName(from)
            && store.Mount(name, from, mount)
        )
        {
            Created(http, name, mount);
            return;
        }
        var isWhole = query["digest"].ToString() is { Length: > 0 };
        var digest = isWhole ? Digest(http) : "";
        var id = uploads.Begin();
        if (isWhole)
        {
            await uploads.AppendAsync(id, http.Request.Body, http.RequestAborted);
            await FinishAsync(http, name, id, digest);
            return;
        }
        Progress(http, name, id, StatusCodes.Status202Accepted);
    }

    public async Task GoAsync(HttpContext http, string name, string id)
    {
        var length = uploads.Length(id) ?? throw RegistryException.UploadUnknown(id);
        switch (http.Request.Method)
        {
            case "PATCH":
                if (await TakeAsync(http, name, id, length))
                    Progress(http, name, id, StatusCodes.Status202Accepted);
                break;
            case "PUT":
                var digest = Digest(http);
                if (await TakeAsync(http, name, id, length))
                    await FinishAsync(http, name, id, digest);
                break;
            case "DELETE":
                uploads.Cancel(id);
                http.Response.StatusCode = StatusCodes.Status204NoContent;
                break;
            default:
                Progress(http, name, id, StatusCodes.Status204NoContent);
                break;
        }
    }

    /// <summary>
    /// Adds the body; a chunk that does not begin where the last one ended gets 416 with the true place.
    /// </summary>
    private async Task<bool> TakeAsync(HttpContext http, string name, string id, long length)
    {
        if (http.Request.Headers.ContentRange.ToString() is { Length: > 0 } header)
        {
            if (ChunkRange.Parse(header) is not { } range || range.From != length)
            {
                Progress(http, name, id, StatusCodes.Status416RangeNotSatisfiable);
                return false;
            }
            if (http.Request.ContentLength is { } sent && sent != range.Length)
                throw RegistryException.SizeInvalid(
                    400,
                    $"The chunk has {sent} bytes, but its range has {range.Length}."
                );
        }
        await uploads.AppendAsync(id, http.Request.Body, http.RequestAborted);
        return true;
    }

    private async Task FinishAsync(HttpContext http, string name, string id, string digest)
    {
        var actual = await uploads.DigestAsync(id, http.RequestAborted);
        if (actual != digest)
        {
            uploads.Cancel(id);
            throw RegistryException.DigestInvalid($"The content has the digest {actual}, not {digest}.");
        }
        store.TakeBlob(name, digest, uploads.PathOf(id));
        Created(http, name, digest);
    }

    private static string Digest(HttpContext http)
    {
        var digest = http.Request.Query["digest"].ToString();
        return RegistryStore.IsDigest(digest)
            ? digest
            : throw RegistryException.DigestInvalid($"'{digest}' is not a sha256 digest.");
    }

    private void Progress(HttpContext http, string name, string id, int status)
    {
        var last = Math.Max(0, (uploads.Length(id) ?? 0) - 1);
        http.Response.StatusCode = status;
        http.Response.Headers.Location = $"/v2/{name}/blobs/uploads/{id}";
        http.Response.Headers["Range"] = string.Create(CultureInfo.InvariantCulture, $"0-{last}");
        http.Response.Headers["Docker-Upload-UUID"] = id;
    }

    private static void Created(HttpContext http, string name, string digest)
    {
        http.Response.StatusCode = StatusCodes.Status201Created;
        http.Response.Headers.Location = $"/v2/{name}/blobs/{digest}";
        http.Response.Headers["Docker-Content-Digest"] = digest;
    }
}
