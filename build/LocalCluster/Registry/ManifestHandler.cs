using System.Text.Json;
using System.Text.Json.Nodes;
using LocalCluster.Objects;
using Microsoft.AspNetCore.Http;

namespace LocalCluster.Registry;

/// <summary>Manifests: HEAD, GET, PUT by tag or digest, DELETE.</summary>
internal sealed class ManifestHandler(RegistryStore store)
{
    private const int Largest = 4 << 20;

    public async Task HandleAsync(HttpContext http, string name, string reference)
    {
        if (!RegistryStore.IsTag(reference) && !RegistryStore.IsDigest(reference))
            throw RegistryException.ManifestInvalid($"'{reference}' is neither a tag nor a sha256 digest.");
        switch (http.Request.Method)
        {
            case "HEAD" or "GET":
                await SendAsync(
                    http,
                    store.Manifest(name, reference) ?? throw RegistryException.ManifestUnknown(reference)
                );
                break;
            case "PUT":
                await PutAsync(http, name, reference);
                break;
            case "DELETE":
                if (!store.DeleteManifest(name, reference))
                    throw RegistryException.ManifestUnknown(reference);
                http.Response.StatusCode = StatusCodes.Status202Accepted;
                break;
            default:
                throw RegistryException.Unsupported(http.Request.Method);
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
        var manifest = Parse(content);
        foreach (var part in new[] { manifest["config"] }.Concat(manifest.Items("layers")))
        {
            if (
                part.Text("digest") is { } needed
                && part.At("urls") is null
                && store.Blob(name, needed) is null
            )
                throw RegistryException.MissingBlob(needed);
        }
        foreach (var part in manifest.Items("manifests"))
        {
            if (part.Text("digest") is { } needed && store.Manifest(name, needed) is null)
                throw RegistryException.MissingBlob(needed);
        }
        var mediaType = http.Request.ContentType ?? manifest.Text("mediaType") ?? "application/octet-stream";
        store.PutManifest(name, digest, isDigest ? null : reference, mediaType, content);
        http.Response.StatusCode = StatusCodes.Status201Created;
        http.Response.Headers.Location = $"/v2/{name}/manifests/{digest}";
        http.Response.Headers["Docker-Content-Digest"] = digest;
        if (manifest.Text("subject", "digest") is { } subject)
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
                throw new RegistryException(
                    413,
                    "SIZE_INVALID",
                    $"A manifest may have at most {Largest} bytes."
                );
        }
        return content.ToArray();
    }

    private static JsonObject Parse(byte[] content)
    {
        try
        {
            return JsonNode.Parse(content) as JsonObject
                ?? throw RegistryException.ManifestInvalid("The manifest is not a JSON object.");
        }
        catch (JsonException e)
        {
            throw RegistryException.ManifestInvalid($"The manifest is not valid JSON: {e.Message}");
        }
    }
}
