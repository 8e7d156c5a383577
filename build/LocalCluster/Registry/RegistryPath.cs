namespace LocalCluster.Registry;

/// <summary>What a URL of the distribution-spec names.</summary>
internal enum RegistryResource
{
    Unknown,
    Base,
    Token,
    Catalog,
    Blob,
    Uploads,
    Upload,
    Manifest,
    Tags,
    Referrers,
}

/// <summary>A URL of the distribution-spec taken apart; repository names may hold slashes. Pure.</summary>
internal sealed record RegistryPath(RegistryResource Resource, string Name = "", string Reference = "")
{
    /// <summary>Where tokens are given.</summary>
    public const string Token = "/token";

    /// <summary>What can be done there; empty if nothing is there.</summary>
    public IReadOnlyList<string> Methods =>
        Resource switch
        {
            RegistryResource.Unknown => [],
            RegistryResource.Blob => ["GET", "HEAD", "DELETE"],
            RegistryResource.Uploads => ["POST"],
            RegistryResource.Upload => ["GET", "HEAD", "PATCH", "PUT", "DELETE"],
            RegistryResource.Manifest => ["GET", "HEAD", "PUT", "DELETE"],
            _ => ["GET", "HEAD"],
        };

    /// <summary>Whether it names a repository, if only by nothing.</summary>
    public bool HasName => Resource >= RegistryResource.Blob;

    public static RegistryPath Parse(string path)
    {
        if (path is "/v2" or "/v2/")
            return new RegistryPath(RegistryResource.Base);
        if (path == Token)
            return new RegistryPath(RegistryResource.Token);
        if (path == "/v2/_catalog")
            return new RegistryPath(RegistryResource.Catalog);
        if (!path.StartsWith("/v2/", StringComparison.Ordinal))
            return new RegistryPath(RegistryResource.Unknown);
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
            _ => new RegistryPath(RegistryResource.Unknown),
        };
    }

    private static RegistryPath Of(RegistryResource resource, string[] name, string reference) =>
        new(resource, string.Join('/', name), reference);
}
