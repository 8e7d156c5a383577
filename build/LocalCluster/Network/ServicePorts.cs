using System.Net;
using System.Text.Json.Nodes;
using LocalCluster.Objects;
using LocalCluster.Watching;

namespace LocalCluster.Network;

/// <summary>A port on which a Service listens.</summary>
/// <param name="Listen">The address.</param>
/// <param name="Name">The port's name in the Service, by which EndpointSlices refer to it.</param>
internal readonly record struct ServicePort(IPEndPoint Listen, string Name);

/// <summary>Where a Service listens, and to whom it forwards. Pure.</summary>
internal static class ServicePorts
{
    /// <summary>Three hours (core/v1 DefaultClientIPServiceAffinitySeconds).</summary>
    private const int DefaultStickySeconds = 10800;

    /// <summary>
    /// The TCP ports of the cluster address, and those of the node where the Service has node ports.
    /// </summary>
    public static IReadOnlyList<ServicePort> Of(JsonObject service)
    {
        var ports = new List<ServicePort>();
        var hasAddress = IPAddress.TryParse(service.Text("spec", "clusterIP"), out var address);
        foreach (
            var port in service.Items("spec", "ports").Where(p => (p.Text("protocol") ?? "TCP") == "TCP")
        )
        {
            var name = port.Text("name") ?? "";
            if (hasAddress && service.Text("spec", "type") != "ExternalName")
                ports.Add(new ServicePort(new IPEndPoint(address!, port.Count("port")), name));
            if (port.Number("nodePort") is > 0 and { } node)
                ports.Add(new ServicePort(new IPEndPoint(IPAddress.Loopback, (int)node), name));
        }
        return ports;
    }

    /// <summary>
    /// How long a caller stays with an endpoint (<c>sessionAffinity: ClientIP</c>); null if it does not.
    /// </summary>
    public static TimeSpan? StickyTime(JsonObject? service) =>
        service.Text("spec", "sessionAffinity") == "ClientIP"
            ? TimeSpan.FromSeconds(
                service.Number("spec", "sessionAffinityConfig", "clientIP", "timeoutSeconds")
                    ?? DefaultStickySeconds
            )
            : null;

    /// <summary>The ready endpoints of a port.</summary>
    public static IReadOnlyList<IPEndPoint> Endpoints(IEnumerable<JsonObject> slices, string portName)
    {
        var endpoints = new List<IPEndPoint>();
        foreach (var slice in slices)
        {
            var port = slice.Items("ports").FirstOrDefault(p => (p.Text("name") ?? "") == portName);
            if (port.Number("port") is not { } number)
                continue;
            foreach (var endpoint in slice.Items("endpoints").Where(IsReady))
            {
                foreach (var text in endpoint.Strings("addresses"))
                {
                    if (IPAddress.TryParse(text, out var address))
                        endpoints.Add(new IPEndPoint(address, (int)number));
                }
            }
        }
        return endpoints;
    }

    /// <summary>
    /// Unknown readiness counts as ready (discovery.k8s.io/v1 EndpointConditions).
    /// </summary>
    private static bool IsReady(JsonObject endpoint) =>
        endpoint.At("conditions", "ready") is null || endpoint.Flag("conditions", "ready");
}
