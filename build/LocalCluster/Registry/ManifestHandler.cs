using Microsoft.AspNetCore.Http;

namespace LocalCluster.Registry;

/// <summary>Manifests: HEAD, GET, PUT by tag or digest, DELETE.</summary>
internal sealed class ManifestHandler(RegistryStore store)
{
    private const int Largest = 4 << 20;

    public async Task HandleAsync(HttpContext http, string name, string reference)
    {
        if (!RegistryStore.IsTag(reference) && !RegistryStore.IsDigest(reference))
        {
            // There cannot be one, so for who reads or deletes there is none.
            throw http.Request.Method == "PUT"
                ? RegistryException.ManifestInvalid($"'{reference}' is neither a tag nor a sha256 digest.")
                : RegistryException.ManifestUnknown(reference);
        }
        switch (http.Request.Method)
        {
            case "PUT":
                await PutAsync(http, name, reference);
                break;
            case "DELETE":
                if (!store.DeleteManifest(name, reference))
                    throw RegistryException.ManifestUnknown(reference);
                http.Response.StatusCode = StatusCodes.Status202Accepted;
                break;
            default:
                await SendAsync(
                    http,
                    store.Manifest(name, reference) ?? throw RegistryException.ManifestUnknown(reference)
                );
                break;
        }
    }

    private static async Task SendAsync(HttpContext http, StoredManifest manifest)
    {
        http.Response.ContentType = manifest.MediaType;
        http.Response.ContentLength = manifest.Content.Length;
        http.Response.Headers["Docker-Content-Digest"] = manifest.Digest;
        http.Response.Headers.ETag = $"\"{manifest.Digest}\"";
        if (http.Request.Method == "GET")
            await http.Response.Body.WriteAsync(manifest.Content, http.RequestAborted);
    }

    private async Task PutAsync(HttpContext http, string name, string reference)
    {
        var content = await ReadAsync(http);
        var digest = RegistryStore.DigestOf(content);
        var isDigest = RegistryStore.IsDigest(reference);
        if (isDigest && digest != reference)
            throw RegistryException.DigestInvalid($"The manifest has the digest {digest}, not {reference}.");
        var manifest = PushedManifest.Parse(content);
        if (manifest.Blobs.FirstOrDefault(blob => store.Blob(name, blob) is null) is { } missing)
            throw RegistryException.MissingBlob(missing);
        if (manifest.Manifests.FirstOrDefault(part => store.Manifest(name, part) is null) is { } unknown)
            throw RegistryException.MissingBlob(unknown);
        var mediaType = http.Request.ContentType ?? manifest.MediaType ?? "application/octet-stream";
        store.PutManifest(name, digest, isDigest ? null : reference, mediaType, content);
        http.Response.StatusCode = StatusCodes.Status201Created;
        http.Response.Headers.Location = $"/v2/{name}/manifests/{digest}";
        http.Response.Headers["Docker-Content-Digest"] = digest;
        if (manifest.Subject is { } subject)
            http.Response.Headers["OCI-Subject"] = subject;
    }

    private static async Task<byte[]> ReadAsync(HttpContext http)
    {
        using var content = new MemoryStream();
        var buffer = new byte[64 << 10];
        int count;
        while ((count = await http.Request.Body.ReadAsync(buffer, http.RequestAborted)) > 0)
        {
            content.Write(buffer, 0, count);
            if (content.Length > Largest)
                throw RegistryException.SizeInvalid(413, $"A manifest may have at most {Largest} bytes.");
        }
        return content.ToArray();
    }
}
