using System.Globalization;
using System.Text.Json.Nodes;
using LocalCluster.Objects;
using Microsoft.AspNetCore.Http;

namespace LocalCluster.Registry;

/// <summary>Lists: tags, the catalog, and the referrers of a manifest.</summary>
internal sealed class ListHandler(RegistryStore store)
{
    private const string IndexType = "application/vnd.oci.image.index.v1+json";

    public Task TagsAsync(HttpContext http, string name)
    {
        if (!store.HasRepository(name))
            throw RegistryException.NameUnknown(name);
        return Write(http, new JsonObject { ["name"] = name, ["tags"] = Page(http, store.Tags(name)) });
    }

    public Task CatalogAsync(HttpContext http) =>
        Write(http, new JsonObject { ["repositories"] = Page(http, store.Repositories()) });

    /// <summary>The manifests whose subject is this digest, as an image index.</summary>
    public async Task ReferrersAsync(HttpContext http, string name, string digest)
    {
        if (!RegistryStore.IsDigest(digest))
            throw RegistryException.DigestInvalid($"'{digest}' is not a sha256 digest.");
        var wanted = http.Request.Query["artifactType"].ToString();
        var found = new JsonArray();
        foreach (var manifest in store.Manifests(name))
        {
            if (
                Descriptor(manifest, digest) is { } descriptor
                && (wanted.Length == 0 || descriptor.Text("artifactType") == wanted)
            )
                found.Add(descriptor);
        }
        if (wanted.Length > 0)
            http.Response.Headers["OCI-Filters-Applied"] = "artifactType";
        await Write(
            http,
            new JsonObject
            {
                ["schemaVersion"] = 2,
                ["mediaType"] = IndexType,
                ["manifests"] = found,
            },
            IndexType
        );
    }

    private static JsonObject? Descriptor(StoredManifest stored, string subject)
    {
        var manifest = PushedManifest.Parse(stored.Content);
        if (manifest.Subject != subject)
            return null;
        var descriptor = new JsonObject
        {
            ["mediaType"] = stored.MediaType,
            ["digest"] = stored.Digest,
            ["size"] = stored.Content.Length,
        };
        if (manifest.ArtifactType is { } type)
            descriptor["artifactType"] = type;
        if (manifest.Annotations is { } annotations)
            descriptor["annotations"] = annotations.DeepClone();
        return descriptor;
    }

    /// <summary>The part of a list that <c>n</c> and <c>last</c> ask for, with a Link to the next.</summary>
    private static JsonArray Page(HttpContext http, IReadOnlyList<string> all)
    {
        var last = http.Request.Query["last"].ToString();
        var rest = all.Where(item => last.Length == 0 || RegistryStore.Order.Compare(item, last) > 0)
            .ToArray();
        if (
            !int.TryParse(http.Request.Query["n"].ToString(), CultureInfo.InvariantCulture, out var count)
            || count < 0
        )
            return Array(rest);
        if (count > 0 && rest.Length > count)
        {
            var next = Uri.EscapeDataString(rest[count - 1]);
            http.Response.Headers.Link = $"<{http.Request.Path}?n={count}&last={next}>; rel=\"next\"";
        }
        return Array(rest.Take(count));
    }

    private static JsonArray Array(IEnumerable<string> items) =>
        new([.. items.Select(item => JsonValue.Create(item))]);

    private static Task Write(HttpContext http, JsonObject body, string type = "application/json")
    {
        http.Response.ContentType = type;
        return http.Response.WriteAsync(body.ToJsonString(), http.RequestAborted);
    }
}
