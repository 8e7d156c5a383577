using System.Text.Json.Nodes;
using LocalCluster.Objects;

namespace LocalCluster.Api.Http.Tables;

/// <summary>Columns of the kinds that bring requests to pods.</summary>
internal static class ServiceColumns
{
    public static IEnumerable<KindColumns> All =>
        [
            new(
                "Service",
                [
                    Columns.Name,
                    Columns.Text("Type", o => o.Text("spec", "type")),
                    Columns.Text("Cluster-IP", o => o.Text("spec", "clusterIP")),
                    Columns.Text("External-IP", ExternalIp),
                    Columns.Text("Port(s)", Ports),
                    Columns.Age,
                    Columns.Selector("spec", "selector"),
                ]
            ),
            new("Endpoints", [Columns.Name, Columns.Text("Endpoints", Endpoints), Columns.Age]),
            new(
                "EndpointSlice",
                [
                    Columns.Name,
                    Columns.Text("AddressType", o => o.Text("addressType")),
                    Columns.Text("Ports", o =>
                        Shortened(
                            o.Items("ports").Select(p => p.Number("port")?.ToString() ?? "*"),
                            "<unset>"
                        )
                    ),
                    Columns.Text("Endpoints", o =>
                        Shortened(o.Items("endpoints").SelectMany(e => e.Strings("addresses")), "<unset>")
                    ),
                    Columns.Age,
                ]
            ),
            new(
                "Ingress",
                [
                    Columns.Name,
                    Columns.Text("Class", o => o.Text("spec", "ingressClassName")),
                    Columns.Text("Hosts", Hosts),
                    new("Address", "string", false, (o, _) =>
                        string.Join(
                            ',',
                            o.Items("status", "loadBalancer", "ingress")
                                .Select(i => i.Text("ip") ?? i.Text("hostname"))
                        )
                    ),
                    new("Ports", "string", false, (o, _) => o.Items("spec", "tls").Any() ? "80, 443" : "80"),
                    Columns.Age,
                ]
            ),
            new(
                "IngressClass",
                [
                    Columns.Name,
                    Columns.Text("Controller", o => o.Text("spec", "controller")),
                    Columns.Text("Parameters", o => o.Text("spec", "parameters", "name")),
                    Columns.Age,
                ]
            ),
            new(
                "NetworkPolicy",
                [
                    Columns.Name,
                    Columns.Text("Pod-Selector", o => LabelSelectors.Show(o.Object("spec", "podSelector"))),
                    Columns.Age,
                ]
            ),
        ];

    private static string ExternalIp(JsonObject service) =>
        service.Text("spec", "type") switch
        {
            "ExternalName" => service.Text("spec", "externalName") ?? "",
            "LoadBalancer" => string.Join(
                ',',
                service
                    .Items("status", "loadBalancer", "ingress")
                    .Select(i => i.Text("ip") ?? i.Text("hostname"))
            )
                is { Length: > 0 } ips
                ? ips
                : "<pending>",
            _ => string.Join(',', service.Strings("spec", "externalIPs")),
        };

    private static string Ports(JsonObject service) =>
        string.Join(
            ',',
            service
                .Items("spec", "ports")
                .Select(p =>
                    p.Number("nodePort") is > 0 and var node
                        ? $"{p.Number("port")}:{node}/{p.Text("protocol")}"
                        : $"{p.Number("port")}/{p.Text("protocol")}"
                )
        );

    private static string Endpoints(JsonObject endpoints) =>
        Shortened(
            endpoints
                .Items("subsets")
                .SelectMany(s =>
                    s.Items("addresses")
                        .SelectMany(a =>
                            s.Items("ports").Any()
                                ? s.Items("ports").Select(p => $"{a.Text("ip")}:{p.Number("port")}")
                                : [a.Text("ip") ?? ""]
                        )
                ),
            ""
        );

    private static string Hosts(JsonObject ingress)
    {
        var hosts = ingress.Items("spec", "rules").Select(r => r.Text("host")).OfType<string>().ToList();
        return hosts.Count == 0 ? "*" : Shortened(hosts, "");
    }

    private static string Shortened(IEnumerable<string> values, string empty)
    {
        var all = values.ToList();
        return all.Count == 0 ? empty
            : all.Count <= 3 ? string.Join(',', all)
            : $"{string.Join(',', all.Take(3))} + {all.Count - 3} more...";
    }
}
