using System.Text.Json.Nodes;
using LocalCluster.Objects;

namespace LocalCluster.Schema.Defaults;

/// <summary>Defaults of gateway.networking.k8s.io, as its definitions state them.</summary>
internal static class GatewayDefaults
{
    private const string Group = "gateway.networking.k8s.io";
    private const string Epoch = "1970-01-01T00:00:00Z";

    public static void Fill(string kind, JsonObject obj, JsonObject? spec)
    {
        switch (kind)
        {
            case "GatewayClass":
                obj.Child("status").Default("conditions", Waiting("Accepted"));
                break;
            case "Gateway" when spec is not null:
                FillGateway(spec);
                obj.Child("status").Default("conditions", Waiting("Accepted", "Programmed"));
                break;
            case "HTTPRoute" when spec is not null:
                FillRoute(spec);
                break;
        }
    }

    private static void FillGateway(JsonObject spec)
    {
        foreach (var address in spec.Items("addresses"))
            address.Default("type", "IPAddress");
        foreach (var listener in spec.Items("listeners"))
        {
            listener.Child("allowedRoutes").Child("namespaces").Default("from", "Same");
            if (listener.Object("tls") is not { } tls)
                continue;
            tls.Default("mode", "Terminate");
            foreach (var certificate in tls.Items("certificateRefs"))
                Reference(certificate, "", "Secret");
        }
    }

    private static void FillRoute(JsonObject spec)
    {
        foreach (var parent in spec.Items("parentRefs"))
            Reference(parent, Group, "Gateway");
        spec.Default("rules", new JsonArray(new JsonObject()));
        foreach (var rule in spec.Items("rules"))
        {
            rule.Default("matches", new JsonArray(new JsonObject()));
            foreach (var match in rule.Items("matches"))
                FillMatch(match);
            foreach (var backend in rule.Items("backendRefs"))
            {
                Reference(backend, "", "Service");
                backend.Default("weight", 1L);
            }
            foreach (
                var filter in rule.Items("filters")
                    .Concat(rule.Items("backendRefs").SelectMany(b => b.Items("filters")))
            )
                FillFilter(filter);
        }
    }

    private static void FillMatch(JsonObject match)
    {
        match.Child("path").Default("type", "PathPrefix");
        match.Child("path").Default("value", "/");
        foreach (var field in match.Items("headers").Concat(match.Items("queryParams")))
            field.Default("type", "Exact");
    }

    private static void FillFilter(JsonObject filter)
    {
        filter.Object("requestRedirect")?.Default("statusCode", 302L);
        if (filter.Object("requestMirror", "backendRef") is { } mirror)
            Reference(mirror, "", "Service");
        filter.Object("requestMirror", "fraction")?.Default("denominator", 100L);
    }

    private static void Reference(JsonObject reference, string group, string kind)
    {
        reference.Default("group", group);
        reference.Default("kind", kind);
    }

    private static JsonArray Waiting(params string[] types) =>
        new([
            .. types.Select(
                JsonNode? (type) =>
                    new JsonObject
                    {
                        ["type"] = type,
                        ["status"] = "Unknown",
                        ["reason"] = "Pending",
                        ["message"] = "Waiting for controller",
                        ["lastTransitionTime"] = Epoch,
                    }
            ),
        ]);
}
