using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace LocalCluster.Registry;

/// <summary>Blobs: HEAD, GET with ranges, DELETE.</summary>
internal sealed class BlobHandler(RegistryStore store)
{
    public async Task HandleAsync(HttpContext http, string name, string digest)
    {
        if (!RegistryStore.IsDigest(digest))
            throw RegistryException.DigestInvalid($"'{digest}' is not a sha256 digest.");
        var file = store.Blob(name, digest) ?? throw RegistryException.BlobUnknown(digest);
        http.Response.Headers["Docker-Content-Digest"] = digest;
        switch (http.Request.Method)
        {
            case "DELETE":
                store.DeleteBlob(name, digest);
                http.Response.StatusCode = StatusCodes.Status202Accepted;
                break;
            default:
                await SendAsync(http, file, digest);
                break;
        }
    }

    private static async Task SendAsync(HttpContext http, string file, string digest)
    {
        var size = new FileInfo(file).Length;
        var response = http.Response;
        response.ContentType = "application/octet-stream";
        response.Headers.ETag = $"\"{digest}\"";
        response.Headers.AcceptRanges = "bytes";
        var (from, count) = (0L, size);
        if (
            http.Request.Method == "GET"
            && RangeHeaderValue.TryParse(http.Request.Headers.Range.ToString(), out var ranges)
            && ranges.Ranges.Count == 1
        )
        {
            var range = ranges.Ranges.Single();
            from = range.From ?? size - Math.Min(size, range.To ?? 0);
            var last = range.From is null ? size - 1 : Math.Min(range.To ?? size - 1, size - 1);
            if (from >= size || last < from)
            {
                response.Headers.ContentRange = string.Create(
                    CultureInfo.InvariantCulture,
                    $"bytes */{size}"
                );
                response.StatusCode = StatusCodes.Status416RangeNotSatisfiable;
                return;
            }
            count = last - from + 1;
            response.StatusCode = StatusCodes.Status206PartialContent;
            response.Headers.ContentRange = string.Create(
                CultureInfo.InvariantCulture,
                $"bytes {from}-{last}/{size}"
            );
        }
        response.ContentLength = count;
        if (http.Request.Method == "GET")
            await response.SendFileAsync(file, from, count, http.RequestAborted);
    }
}
