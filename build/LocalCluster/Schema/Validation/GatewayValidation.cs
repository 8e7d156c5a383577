using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using LocalCluster.Objects;

namespace LocalCluster.Schema.Validation;

/// <summary>Rules for the kinds of the Gateway API other than routes.</summary>
internal static partial class GatewayValidation
{
    public const int MostName = 253;

    public static void Check(string kind, JsonObject obj, JsonObject? before, FieldErrors mistakes)
    {
        var spec = obj.Object("spec") ?? [];
        switch (kind)
        {
            case "GatewayClass":
                CheckClass(spec, before.Object("spec"), mistakes);
                break;
            case "Gateway":
                CheckGateway(spec, mistakes);
                break;
            case "HTTPRoute":
                RouteValidation.Check(spec, mistakes);
                break;
            case "ReferenceGrant":
                mistakes.Count("spec.from", spec["from"], 1, 16);
                mistakes.Count("spec.to", spec["to"], 1, 16);
                break;
        }
    }

    /// <summary>A host name, perhaps with a wildcard as its first label.</summary>
    public static void Host(string path, JsonNode? value, FieldErrors mistakes) =>
        mistakes.Text(path, value, MostName, HostForm());

    private static void CheckClass(JsonObject spec, JsonObject? before, FieldErrors mistakes)
    {
        mistakes.Text("spec.controllerName", spec["controllerName"], MostName, ControllerForm());
        mistakes.Text("spec.description", spec["description"], 64, least: 0);
        if (before is not null && before.Text("controllerName") != spec.Text("controllerName"))
            mistakes.Check("spec.controllerName", spec.Text("controllerName") ?? "", "Value is immutable");
    }

    private static void CheckGateway(JsonObject spec, FieldErrors mistakes)
    {
        mistakes.Text("spec.gatewayClassName", spec["gatewayClassName"], MostName);
        mistakes.Count("spec.listeners", spec["listeners"], 1, 64);
        mistakes.Count("spec.addresses", spec["addresses"], 0, 16);
        var listeners = spec.Items("listeners").ToList();
        mistakes.Distinct("spec.listeners", listeners, "name");
        foreach (var (i, listener) in listeners.Index())
            CheckListener($"spec.listeners[{i}]", listener, mistakes);
        mistakes.Rule(
            "spec.listeners",
            listeners.DistinctBy(l => (l.Number("port"), l.Text("protocol"), l.Text("hostname"))).Count()
                == listeners.Count,
            "Combination of port, protocol and hostname must be unique for each listener"
        );
        foreach (
            var (i, address) in spec.Items("addresses")
                .Index()
                .Where(a => a.Item.Text("type") == "IPAddress" && a.Item["value"] is not null)
        )
        {
            mistakes.Rule(
                $"spec.addresses[{i}]",
                System.Net.IPAddress.TryParse(address.Text("value"), out _),
                "IPAddress values must be a valid IPv4 or IPv6 address"
            );
        }
    }

    private static void CheckListener(string path, JsonObject listener, FieldErrors mistakes)
    {
        mistakes.Text($"{path}.name", listener["name"], MostName, SectionForm());
        mistakes.Between($"{path}.port", listener["port"], 1, 65535);
        Host($"{path}.hostname", listener["hostname"], mistakes);
        var protocol = listener.Text("protocol");
        mistakes.Text($"{path}.protocol", listener["protocol"], 255, ProtocolForm());
        mistakes.OneOf(
            $"{path}.allowedRoutes.namespaces.from",
            listener.Text("allowedRoutes", "namespaces", "from"),
            "All",
            "Same",
            "Selector",
            "None"
        );
        mistakes.Count($"{path}.allowedRoutes.kinds", listener.At("allowedRoutes", "kinds"), 0, 8);
        mistakes.Count($"{path}.tls.certificateRefs", listener.At("tls", "certificateRefs"), 0, 64);
        mistakes.OneOf($"{path}.tls.mode", listener.Text("tls", "mode"), "Passthrough", "Terminate");
        var tls = listener.Object("tls");
        mistakes.Rule(
            $"{path}",
            protocol is not ("HTTP" or "TCP" or "UDP") || tls is null,
            "tls must not be specified for protocols ['HTTP', 'TCP', 'UDP']"
        );
        mistakes.Rule(
            $"{path}",
            protocol != "HTTPS" || tls is null || tls.Text("mode") == "Terminate",
            "tls mode must be Terminate for protocol HTTPS"
        );
        mistakes.Rule(
            $"{path}",
            protocol is not ("TCP" or "UDP") || listener["hostname"] is null,
            "hostname must not be specified for protocols ['TCP', 'UDP']"
        );
        mistakes.Rule(
            $"{path}.tls",
            tls is null
                || tls.Text("mode") != "Terminate"
                || tls.Items("certificateRefs").Any()
                || tls.Map("options").Count > 0,
            "certificateRefs or options must be specified when mode is Terminate"
        );
    }

    [GeneratedRegex(@"^(\*\.)?[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$")]
    private static partial Regex HostForm();

    [GeneratedRegex(@"^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$")]
    private static partial Regex SectionForm();

    [GeneratedRegex(
        @"^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*"
            + @"\/[A-Za-z0-9\/\-._~%!$&'()*+,;=:]+$"
    )]
    private static partial Regex ControllerForm();

    [GeneratedRegex(
        @"^[a-zA-Z0-9]([-a-zA-Z0-9]*[a-zA-Z0-9])?$"
            + @"|[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*\/[A-Za-z0-9]+$"
    )]
    private static partial Regex ProtocolForm();
}
