using System.Text.Json.Nodes;
using LocalCluster.Api.Http.Messages;
using Microsoft.AspNetCore.Http;

namespace LocalCluster.Api.Http;

/// <summary>
/// Discovery of all groups in one answer (apidiscovery.k8s.io), which kubectl asks for since 1.27.
/// </summary>
internal static class AggregatedDiscovery
{
    /// <summary>The wanted version of the form; null if the client wants the old form.</summary>
    public static string? Wanted(HttpRequest request) =>
        Negotiation
            .Accepted(request)
            .Where(a => a.Parameters.GetValueOrDefault("as") == "APIGroupDiscoveryList")
            .Select(a => a.Parameters.GetValueOrDefault("v"))
            .FirstOrDefault(v => v is "v2" or "v2beta1");

    public static JsonObject Write(IEnumerable<ServedResource> served, bool core, string form) =>
        new()
        {
            ["kind"] = "APIGroupDiscoveryList",
            ["apiVersion"] = $"apidiscovery.k8s.io/{form}",
            ["metadata"] = new JsonObject(),
            ["items"] = new JsonArray([
                .. served
                    .Where(s => s.Group.Length == 0 == core)
                    .GroupBy(s => s.Group)
                    .Select(JsonNode (g) => Group(g)),
            ]),
        };

    private static JsonObject Group(IGrouping<string, ServedResource> group) =>
        new()
        {
            ["metadata"] = new JsonObject { ["name"] = group.Key },
            ["versions"] = new JsonArray([
                .. group
                    .GroupBy(s => s.Version)
                    .OrderByDescending(v => v.Key, ApiVersionOrder.Instance)
                    .Select(
                        JsonNode (v) =>
                            new JsonObject
                            {
                                ["version"] = v.Key,
                                ["resources"] = new JsonArray([
                                    .. v.Where(s => !s.Name.Contains('/'))
                                        .Select(JsonNode (s) => Resource(s, v)),
                                ]),
                                ["freshness"] = "Current",
                            }
                    ),
            ]),
        };

    private static JsonObject Resource(ServedResource resource, IEnumerable<ServedResource> all)
    {
        var entry = new JsonObject
        {
            ["resource"] = resource.Name,
            ["responseKind"] = ResponseKind(resource),
            ["scope"] = resource.Namespaced ? "Namespaced" : "Cluster",
            ["singularResource"] =
                resource.Singular.Length > 0 ? resource.Singular : resource.Kind.ToLowerInvariant(),
            ["verbs"] = ServedResource.Words(resource.Verbs),
        };
        if (resource.ShortNames.Count > 0)
            entry["shortNames"] = ServedResource.Words(resource.ShortNames);
        if (resource.Categories.Count > 0)
            entry["categories"] = ServedResource.Words(resource.Categories);
        var subresources = all.Where(s => s.Name.StartsWith(resource.Name + "/", StringComparison.Ordinal))
            .ToList();
        if (subresources.Count > 0)
        {
            entry["subresources"] = new JsonArray([
                .. subresources.Select(
                    JsonNode (s) =>
                        new JsonObject
                        {
                            ["subresource"] = s.Name[(resource.Name.Length + 1)..],
                            ["responseKind"] = ResponseKind(s),
                            ["verbs"] = ServedResource.Words(s.Verbs),
                        }
                ),
            ]);
        }
        return entry;
    }

    private static JsonObject ResponseKind(ServedResource resource) =>
        new()
        {
            ["group"] = resource.ResponseVersion?.Group ?? resource.Group,
            ["version"] = resource.ResponseVersion?.Version ?? resource.Version,
            ["kind"] = resource.Kind,
        };
}
