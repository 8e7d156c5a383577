namespace LocalCluster.Registry;

/// <summary>What a URL of the distribution-spec names.</summary>
internal enum RegistryResource
{
    Unknown,
    Base,
    Catalog,
    Blob,
    Uploads,
    Upload,
    Manifest,
    Tags,
    Referrers,
}

/// <summary>A URL of the distribution-spec taken apart; repository names may hold slashes. Pure.</summary>
internal readonly record struct RegistryPath(
    RegistryResource Resource,
    string Name = "",
    string Reference = ""
)
{
    public static RegistryPath Parse(string path)
    {
        if (path is "/v2" or "/v2/")
            return new RegistryPath(RegistryResource.Base);
        if (path == "/v2/_catalog")
            return new RegistryPath(RegistryResource.Catalog);
        if (!path.StartsWith("/v2/", StringComparison.Ordinal))
            return default;
        var parts = path["/v2/".Length..].Split('/');
        return parts switch
        {
            [.. var name, "blobs", "uploads"] => Of(RegistryResource.Uploads, name, ""),
            [.. var name, "blobs", "uploads", ""] => Of(RegistryResource.Uploads, name, ""),
            [.. var name, "blobs", "uploads", var id] => Of(RegistryResource.Upload, name, id),
            [.. var name, "blobs", var digest] => Of(RegistryResource.Blob, name, digest),
            [.. var name, "manifests", var reference] => Of(RegistryResource.Manifest, name, reference),
            [.. var name, "tags", "list"] => Of(RegistryResource.Tags, name, ""),
            [.. var name, "referrers", var digest] => Of(RegistryResource.Referrers, name, digest),
            _ => default,
        };
    }

    private static RegistryPath Of(RegistryResource resource, string[] name, string reference) =>
        new(resource, string.Join('/', name), reference);
}
