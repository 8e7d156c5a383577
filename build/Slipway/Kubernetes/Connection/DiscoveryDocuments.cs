using System.Text.Json;
using Slipway.Kubernetes.Objects;

namespace Slipway.Kubernetes.Connection;

/// <summary>Reads what API servers say about the kinds they serve, in both forms.</summary>
internal static class DiscoveryDocuments
{
    /// <summary>An APIGroupDiscoveryList (apidiscovery.k8s.io v2, v2beta1): everything at once.</summary>
    public static IReadOnlyList<ResourceKind> Aggregated(JsonElement list) =>
        [
            .. from item in Items(list, "items")
            let name = item.GetProperty("metadata").TryGetProperty("name", out var n) ? n.GetString()! : ""
            from version in Items(item, "versions")
            let number = version.GetProperty("version").GetString()!
            from resource in Items(version, "resources")
            where resource.TryGetProperty("responseKind", out _)
            select new ResourceKind(
                name,
                number,
                resource.GetProperty("responseKind").GetProperty("kind").GetString()!,
                resource.GetProperty("resource").GetString()!,
                resource.GetProperty("scope").ValueEquals("Namespaced"),
                Texts(resource, "verbs")
            ),
        ];

    /// <summary>APIVersions or APIGroupList: the group versions, each group's preferred one first.</summary>
    public static IReadOnlyList<string> Versions(JsonElement list) =>
        [
            .. Texts(list, "versions"),
            .. from entry in Items(list, "groups")
            let preferred = entry.GetProperty("preferredVersion").GetProperty("groupVersion").GetString()!
            from version in Items(entry, "versions")
                .Select(v => v.GetProperty("groupVersion").GetString()!)
                .OrderBy(v => v == preferred ? 0 : 1)
            select version,
        ];

    /// <summary>An APIResourceList: the kinds of one group version, without subresources.</summary>
    public static IReadOnlyList<ResourceKind> Resources(string groupVersion, JsonElement list)
    {
        var slash = groupVersion.IndexOf('/');
        var groupName = slash < 0 ? "" : groupVersion[..slash];
        return
        [
            .. from resource in Items(list, "resources")
            let plural = resource.GetProperty("name").GetString()!
            where !plural.Contains('/')
            select new ResourceKind(
                groupName,
                groupVersion[(slash + 1)..],
                resource.GetProperty("kind").GetString()!,
                plural,
                resource.GetProperty("namespaced").GetBoolean(),
                Texts(resource, "verbs")
            ),
        ];
    }

    private static IEnumerable<JsonElement> Items(JsonElement element, string name) =>
        element.TryGetProperty(name, out var items) && items.ValueKind == JsonValueKind.Array
            ? items.EnumerateArray()
            : [];

    private static IReadOnlyList<string> Texts(JsonElement element, string name) =>
        [.. Items(element, name).Where(i => i.ValueKind == JsonValueKind.String).Select(i => i.GetString()!)];
}
