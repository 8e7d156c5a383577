using LocalCluster.Api.Access;

namespace LocalCluster.Api.Http;

/// <summary>What a URL below <c>/api</c> or <c>/apis</c> points to.</summary>
/// <param name="Group">The API group.</param>
/// <param name="Version">The API version.</param>
/// <param name="Namespace">The namespace; null for all or none.</param>
/// <param name="Plural">The resource.</param>
/// <param name="Name">The object; null for the collection.</param>
/// <param name="Subresource">The subresource; null for the object itself.</param>
/// <param name="Rest">What follows the subresource, for <c>proxy</c>.</param>
internal sealed record ResourcePath(
    string Group,
    string Version,
    string? Namespace,
    string Plural,
    string? Name,
    string? Subresource,
    string Rest
)
{
    /// <summary>Reads a path; null if it points to no resource.</summary>
    public static ResourcePath? Parse(string path)
    {
        var parts = path.Trim('/').Split('/').Select(Uri.UnescapeDataString).ToArray();
        var (group, version, rest) = parts switch
        {
            ["api", var v, .. var r] => ("", v, r),
            ["apis", var g, var v, .. var r] => (g, v, r),
            _ => ("", "", []),
        };
        if (rest.Length == 0)
            return null;
        if (rest[0] == "watch")
            rest = rest[1..];
        if (rest is ["namespaces", var ns, var plural, .. var tail] && plural is not ("status" or "finalize"))
            return Of(group, version, ns, plural, tail, path);
        return rest.Length == 0 ? null : Of(group, version, null, rest[0], rest[1..], path);
    }

    /// <summary>What a request to this path wants to do.</summary>
    public AccessRequest Access(string method, bool isWatch)
    {
        var verb = method switch
        {
            "POST" => "create",
            "PUT" => "update",
            "PATCH" => "patch",
            "DELETE" => Name is null ? "deletecollection" : "delete",
            _ => isWatch ? "watch"
            : Name is null ? "list"
            : "get",
        };
        var resource = Subresource is null ? Plural : $"{Plural}/{Subresource}";
        // A namespace is seen as within itself, so that its own users may be let at it.
        var ns = Namespace ?? (Group.Length == 0 && Plural == "namespaces" ? Name : null);
        return new AccessRequest(verb, Group, resource, ns ?? "", Name ?? "");
    }

    private static ResourcePath Of(
        string group,
        string version,
        string? ns,
        string plural,
        string[] tail,
        string path
    )
    {
        var subresource = tail.Length > 1 ? tail[1] : null;
        var rest = tail.Length > 2 ? string.Join('/', tail[2..]) + (path.EndsWith('/') ? "/" : "") : "";
        return new ResourcePath(
            group,
            version,
            ns,
            plural,
            tail.Length > 0 ? tail[0] : null,
            subresource,
            rest
        );
    }
}
