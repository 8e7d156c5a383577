using System.Net;
using System.Text.Json.Nodes;
using LocalCluster.Objects;
using LocalCluster.Schema;

namespace LocalCluster.Controllers.Gateways;

/// <summary>The status of a Gateway. Pure.</summary>
internal static class GatewayStatus
{
    /// <param name="gateway">The Gateway.</param>
    /// <param name="listeners">Its listeners.</param>
    /// <param name="attached">How many routes each listener has.</param>
    /// <param name="address">Its address; null if it can have none.</param>
    /// <param name="closed">Why ports could not be opened.</param>
    /// <param name="now">The time.</param>
    public static JsonObject Of(
        JsonObject gateway,
        IReadOnlyList<ListenerState> listeners,
        IReadOnlyDictionary<string, int> attached,
        IPAddress? address,
        IReadOnlyDictionary<int, string> closed,
        DateTimeOffset now
    )
    {
        var generation = gateway.Number("metadata", "generation") ?? 0;
        var invalid = listeners.Where(l => !l.IsServed).Select(l => l.Name).ToList();
        var none = invalid.Count == listeners.Count;
        var notValid = new Refused("ListenersNotValid", $"Not served: {string.Join(", ", invalid)}.");
        var conditions = new GatewayConditions(gateway["status"], generation, now)
            .Add("Accepted", none ? notValid : null, invalid.Count > 0 ? notValid.Reason : null)
            .Add(
                "Programmed",
                address is null
                        ? new Refused(
                            "AddressNotUsable",
                            "The address is not one of this cluster's, or not free."
                        )
                    : none ? new Refused("Invalid", notValid.Message)
                    : closed.Count > 0 ? new Refused("Invalid", string.Join(" ", closed.Values))
                    : null
            );
        return new JsonObject
        {
            ["addresses"] = address is null
                ? new JsonArray()
                : new JsonArray(new JsonObject { ["type"] = "IPAddress", ["value"] = address.ToString() }),
            ["conditions"] = conditions.All,
            ["listeners"] = new JsonArray([
                .. listeners.Select(
                    JsonNode? (listener) =>
                        Listener(
                            gateway,
                            listener,
                            attached.GetValueOrDefault(listener.Name),
                            address is not null && !closed.ContainsKey(listener.Port),
                            generation,
                            now
                        )
                ),
            ]),
        };
    }

    private static JsonObject Listener(
        JsonObject gateway,
        ListenerState listener,
        int attached,
        bool isOpen,
        long generation,
        DateTimeOffset now
    )
    {
        var before = gateway
            .Items("status", "listeners")
            .FirstOrDefault(l => l.Text("name") == listener.Name);
        var kinds = new JsonArray();
        if (listener.TakesRoutes && listener.Refused is null)
            kinds.Add((JsonNode)new JsonObject { ["group"] = Kinds.GatewayGroup, ["kind"] = "HTTPRoute" });
        var refused = listener.Refused
            ?? listener.Conflict
            ?? (isOpen ? null : new Refused("PortUnavailable", $"Port {listener.Port} cannot be opened."));
        return new JsonObject
        {
            ["name"] = listener.Name,
            ["supportedKinds"] = kinds,
            ["attachedRoutes"] = (long)attached,
            ["conditions"] = new GatewayConditions(before, generation, now)
                .Add("Accepted", refused)
                .Add(
                    "Programmed",
                    listener.IsServed && isOpen
                        ? null
                        : new Refused("Invalid", (refused ?? listener.Unresolved)?.Message ?? "")
                )
                .Add("ResolvedRefs", listener.Unresolved)
                .Add("Conflicted", listener.Conflict, "NoConflicts", inverse: true)
                .All,
        };
    }
}
