using System.Text.Json.Nodes;
using LocalCluster.Objects;
using LocalCluster.Watching;

namespace LocalCluster.Controllers.Gateways;

/// <summary>The reason and message of a condition that is not met, as in the standard.</summary>
internal sealed record Refused(string Reason, string Message);

/// <summary>Conditions that carry the generation that they are about.</summary>
/// <param name="before">The status as it was.</param>
/// <param name="generation">The generation of the object.</param>
/// <param name="now">The time.</param>
internal sealed class GatewayConditions(JsonNode? before, long generation, DateTimeOffset now)
{
    private readonly JsonArray _all = [];

    /// <summary>The conditions, in the order in which they were added.</summary>
    public JsonArray All => _all;

    /// <summary>Adds a condition that is true unless there is a reason against it.</summary>
    public GatewayConditions Add(string type, Refused? refused, string? reason = null, bool inverse = false)
    {
        var status = refused is null != inverse ? "True" : "False";
        var known = Conditions.Find(before, type);
        _all.Add(
            (JsonNode)
                new JsonObject
                {
                    ["type"] = type,
                    ["status"] = status,
                    ["observedGeneration"] = generation,
                    ["lastTransitionTime"] =
                        known.Text("status") == status ? known.Text("lastTransitionTime") : now.Stamp(),
                    ["reason"] = refused?.Reason ?? reason ?? type,
                    ["message"] = refused?.Message ?? "",
                }
        );
        return this;
    }
}
