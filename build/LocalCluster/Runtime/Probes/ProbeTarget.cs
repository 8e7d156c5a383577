using System.Text.Json.Nodes;
using LocalCluster.Objects;
using LocalCluster.Watching;

namespace LocalCluster.Runtime.Probes;

/// <summary>Where a probe or a hook goes: the pod's address and a port by number or by name. Pure.</summary>
internal static class ProbeTarget
{
    public static int? Port(JsonObject container, JsonNode? port)
    {
        if (port.Text() is not { } name)
            return (int?)port.Number();
        if (int.TryParse(name, out var number))
            return number;
        return container
            .Items("ports")
            .Where(p => p.Text("name") == name)
            .Select(p => (int?)p.Count("containerPort"))
            .FirstOrDefault();
    }

    public static Uri? HttpAddress(JsonObject container, JsonNode httpGet, string podIp)
    {
        if (Port(container, httpGet.At("port")) is not { } port)
            return null;
        var scheme = (httpGet.Text("scheme") ?? "HTTP").ToLowerInvariant();
        var host = httpGet.Text("host") is { Length: > 0 } given ? given : podIp;
        var path = httpGet.Text("path") ?? "/";
        return new Uri($"{scheme}://{host}:{port}{(path.StartsWith('/') ? path : "/" + path)}");
    }
}
