using System.Text.Json.Nodes;
using LocalCluster.Resources;
using LocalCluster.Schema;

namespace LocalCluster.Api.Http;

/// <summary>A resource or subresource, as listed in discovery.</summary>
internal sealed record ServedResource(
    string Group,
    string Version,
    string Name,
    string Kind,
    bool Namespaced,
    IReadOnlyList<string> Verbs
)
{
    private static readonly string[] s_all =
    [
        "create",
        "delete",
        "deletecollection",
        "get",
        "list",
        "patch",
        "update",
        "watch",
    ];

    private static readonly string[] s_readWrite = ["get", "patch", "update"];

    public string Singular { get; init; } = "";

    public IReadOnlyList<string> ShortNames { get; init; } = [];

    public IReadOnlyList<string> Categories { get; init; } = [];

    /// <summary>
    /// Group, version and kind of the objects that the resource takes and gives, where it is not the own one.
    /// </summary>
    public (string Group, string Version)? ResponseVersion { get; init; }

    /// <summary>Resources that answer questions and keep nothing.</summary>
    public static IReadOnlyList<ServedResource> Virtual { get; } =
    [
        new(
            "authorization.k8s.io",
            "v1",
            "selfsubjectaccessreviews",
            "SelfSubjectAccessReview",
            false,
            ["create"]
        ),
        new(
            "authorization.k8s.io",
            "v1",
            "selfsubjectrulesreviews",
            "SelfSubjectRulesReview",
            false,
            ["create"]
        ),
        new("authorization.k8s.io", "v1", "subjectaccessreviews", "SubjectAccessReview", false, ["create"]),
        new(
            "authorization.k8s.io",
            "v1",
            "localsubjectaccessreviews",
            "LocalSubjectAccessReview",
            true,
            ["create"]
        ),
        new("authentication.k8s.io", "v1", "tokenreviews", "TokenReview", false, ["create"]),
        new("authentication.k8s.io", "v1", "selfsubjectreviews", "SelfSubjectReview", false, ["create"]),
        // kubectl 1.27 knows no other version.
        new("authentication.k8s.io", "v1beta1", "selfsubjectreviews", "SelfSubjectReview", false, ["create"]),
    ];

    /// <summary>A kind's resource and its subresources.</summary>
    public static IEnumerable<ServedResource> Of(KindDefinition kind)
    {
        var k = kind.Kind;
        IReadOnlyList<string> verbs = kind.Verbs
            ?? (
                kind.StaysEmpty ? ["delete", "deletecollection", "get", "list", "watch"]
                : k.Kind == "Namespace" ? [.. s_all.Where(v => v != "deletecollection")]
                : s_all
            );
        yield return new ServedResource(k.Group, k.Version, k.Plural, k.Kind, k.Namespaced, verbs)
        {
            Singular = kind.Singular,
            ShortNames = kind.ShortNames,
            Categories = kind.Categories,
        };
        foreach (var subresource in kind.Subresources)
            yield return Sub(kind, subresource);
    }

    /// <summary>The entry in an APIResourceList.</summary>
    public JsonObject Entry()
    {
        var entry = new JsonObject
        {
            ["name"] = Name,
            ["singularName"] = Singular,
            ["namespaced"] = Namespaced,
        };
        if (ResponseVersion is { } other)
            (entry["group"], entry["version"]) = (other.Group, other.Version);
        entry["kind"] = Kind;
        entry["verbs"] = Words(Verbs);
        if (ShortNames.Count > 0)
            entry["shortNames"] = Words(ShortNames);
        if (Categories.Count > 0)
            entry["categories"] = Words(Categories);
        return entry;
    }

    public static JsonArray Words(IEnumerable<string> words) => new([.. words.Select(JsonNode (w) => w)]);

    private static ServedResource Sub(KindDefinition kind, string name)
    {
        var k = kind.Kind;
        (string Kind, string[] Verbs, (string, string)? Other) sub = name switch
        {
            "scale" => ("Scale", s_readWrite, ("autoscaling", "v1")),
            "log" => (k.Kind, ["get"], null),
            "proxy" => ($"{k.Kind}ProxyOptions", ["create", "delete", "get", "patch", "update"], null),
            "exec" => ("PodExecOptions", ["create", "get"], null),
            "attach" => ("PodAttachOptions", ["create", "get"], null),
            "portforward" => ("PodPortForwardOptions", ["create", "get"], null),
            "eviction" => ("Eviction", ["create"], ("policy", "v1")),
            "binding" => ("Binding", ["create"], null),
            "token" => ("TokenRequest", ["create"], ("authentication.k8s.io", "v1")),
            "finalize" => (k.Kind, ["update"], null),
            _ => (k.Kind, s_readWrite, null),
        };
        return new ServedResource(k.Group, k.Version, $"{k.Plural}/{name}", sub.Kind, k.Namespaced, sub.Verbs)
        {
            ResponseVersion = sub.Other,
        };
    }
}
