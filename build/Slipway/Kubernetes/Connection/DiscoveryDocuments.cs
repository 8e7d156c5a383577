using System.Text.Json;
using Slipway.Kubernetes.Objects;
using Slipway.Values;

namespace Slipway.Kubernetes.Connection;

/// <summary>Reads what API servers say about the kinds they serve, in both forms.</summary>
internal static class DiscoveryDocuments
{
    /// <summary>The answer of <c>/api</c> or <c>/apis</c>: all kinds, or the group versions to ask for theirs.</summary>
    /// <exception cref="FormatException">It is none of those documents.</exception>
    public static (IReadOnlyList<ResourceKind>? Kinds, IReadOnlyList<string> Versions) Root(
        JsonElement root
    ) =>
        root.Text("kind") switch
        {
            "APIGroupDiscoveryList" => (Aggregated(root), []),
            "APIVersions" or "APIGroupList" => (null, Versions(root)),
            var other => throw new FormatException($"it lists no API groups (kind '{other}')."),
        };

    /// <summary>An APIGroupDiscoveryList (apidiscovery.k8s.io v2, v2beta1): everything at once.</summary>
    /// <exception cref="FormatException">A name is missing.</exception>
    public static IReadOnlyList<ResourceKind> Aggregated(JsonElement list) =>
        [
            .. from item in list.Items("items")
            let name = item.Field("metadata").Text("name") ?? ""
            from version in item.Items("versions")
            let number = version.RequiredText("version")
            from resource in version.Items("resources")
            where resource.TryField("responseKind", out _)
            select new ResourceKind(
                name,
                number,
                resource.Field("responseKind").RequiredText("kind"),
                resource.RequiredText("resource"),
                resource.Text("scope") == "Namespaced",
                resource.Texts("verbs")
            ),
        ];

    /// <summary>APIVersions or APIGroupList: the group versions, each group's preferred one first.</summary>
    /// <exception cref="FormatException">A version is missing.</exception>
    public static IReadOnlyList<string> Versions(JsonElement list) =>
        [
            .. list.Texts("versions"),
            .. from entry in list.Items("groups")
            let preferred = entry.Field("preferredVersion").Text("groupVersion")
            from version in entry
                .Items("versions")
                .Select(v => v.RequiredText("groupVersion"))
                .OrderBy(v => v == preferred ? 0 : 1)
            select version,
        ];

    /// <summary>An APIResourceList: the kinds of one group version, without subresources.</summary>
    /// <exception cref="FormatException">A name is missing.</exception>
    public static IReadOnlyList<ResourceKind> Resources(string groupVersion, JsonElement list)
    {
        var slash = groupVersion.IndexOf('/');
        var groupName = slash < 0 ? "" : groupVersion[..slash];
        return
        [
            .. from resource in list.Items("resources")
            let plural = resource.RequiredText("name")
            where !plural.Contains('/')
            select new ResourceKind(
                groupName,
                groupVersion[(slash + 1)..],
                resource.RequiredText("kind"),
                plural,
                resource.Field("namespaced").IsTrue(),
                resource.Texts("verbs")
            ),
        ];
    }
}
