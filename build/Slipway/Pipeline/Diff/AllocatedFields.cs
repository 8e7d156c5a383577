using System.Text.Json;
using System.Text.Json.Nodes;
using Slipway.Values;

namespace Slipway.Pipeline.Diff;

/// <summary>
/// Leaves out what the API server will choose itself when a Service changes its type: a dry run answers an address or
/// a node's port that the real change does not get. Pure.
/// </summary>
internal static class AllocatedFields
{
    private static readonly string[] s_chosen = ["clusterIP", "clusterIPs", "healthCheckNodePort"];

    /// <summary>The result of a dry run without what was chosen for it alone.</summary>
    /// <param name="result">The object as it would be.</param>
    /// <param name="live">The object as it is.</param>
    /// <param name="desired">The object as its manifest says.</param>
    public static KubeObject Without(KubeObject result, KubeObject live, KubeObject desired)
    {
        if (
            result.GroupKind is not ("", "Service")
            || result.At("spec") is not { ValueKind: JsonValueKind.Object }
        )
            return result;
        var known = NodePorts(live).Concat(NodePorts(desired)).ToHashSet();
        return result.With(json =>
        {
            var spec = json["spec"]!.AsObject();
            foreach (var field in s_chosen)
                if (live.At("spec", field) is null && desired.At("spec", field) is null)
                    spec.Remove(field);
            foreach (var port in (spec["ports"] as JsonArray ?? []).OfType<JsonObject>())
                if (port["nodePort"] is JsonValue value && !known.Contains($"{value}"))
                    port.Remove("nodePort");
        });
    }

    private static IEnumerable<string> NodePorts(KubeObject service) =>
        (service.At("spec", "ports")?.Items() ?? []).Select(port => $"{port.Field("nodePort")}");
}
