using System.Text.Json;
using Slipway.Values;

namespace Slipway.Pipeline.Status;

/// <summary>Finds where a service can be reached over HTTP.</summary>
public static class ServiceAddresses
{
    /// <summary>
    /// A URL for a service, or the command that makes one. In a local cluster the Service's own address
    /// answers; elsewhere an Ingress or a load balancer does, and where there is neither, kubectl's port-
    /// forward.
    /// </summary>
    /// <param name="service">The live Service.</param>
    /// <param name="ingresses">The live Ingresses of its namespace.</param>
    /// <param name="local">Whether cluster addresses can be reached from here.</param>
    public static string Of(KubeObject service, IEnumerable<KubeObject> ingresses, bool local)
    {
        var port = Items(service.At("spec", "ports"))
            .Select(p => p.GetProperty("port").GetInt32())
            .FirstOrDefault(80);
        if (local && service.Text("spec", "clusterIP") is { } address and not "None")
            return Url("http", address, port);
        if (ingresses.Select(i => Route(i, service.Name)).OfType<string>().FirstOrDefault() is { } route)
            return route;
        if (LoadBalancer(service) is { } host)
            return Url("http", host, port);
        return $"kubectl -n {service.Namespace} port-forward service/{service.Name} {port}";
    }

    private static string Url(string scheme, string host, int port) =>
        port == (scheme == "http" ? 80 : 443) ? $"{scheme}://{host}" : $"{scheme}://{host}:{port}";

    private static string? LoadBalancer(KubeObject service) =>
        Items(service.At("status", "loadBalancer", "ingress"))
            .Select(i => Text(i, "hostname") ?? Text(i, "ip"))
            .FirstOrDefault(host => host is not null);

    private static string? Route(KubeObject ingress, string service)
    {
        var secured = Items(ingress.At("spec", "tls")).Any();
        foreach (var rule in Items(ingress.At("spec", "rules")))
        {
            if (Text(rule, "host") is not { } host || !rule.TryGetProperty("http", out var http))
                continue;
            foreach (var path in http.GetProperty("paths").EnumerateArray())
            {
                if (
                    path.GetProperty("backend").TryGetProperty("service", out var backend)
                    && Text(backend, "name") == service
                )
                    return $"{(secured ? "https" : "http")}://{host}{Text(path, "path")}";
            }
        }
        return null;
    }

    private static IEnumerable<JsonElement> Items(JsonElement? array) =>
        array is { ValueKind: JsonValueKind.Array } items ? items.EnumerateArray() : [];

    private static string? Text(JsonElement element, string property) =>
        element.TryGetProperty(property, out var value) && value.ValueKind == JsonValueKind.String
            ? value.GetString()
            : null;
}
