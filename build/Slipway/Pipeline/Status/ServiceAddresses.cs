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
        var port = service.Items("spec", "ports").Select(p => p.Field("port").SmallNumber()).FirstOrDefault()
            ?? 80;
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
        service
            .Items("status", "loadBalancer", "ingress")
            .Select(i => i.Text("hostname") ?? i.Text("ip"))
            .FirstOrDefault(host => host is not null);

    private static string? Route(KubeObject ingress, string service)
    {
        var secured = ingress.Items("spec", "tls").Count > 0;
        foreach (var rule in ingress.Items("spec", "rules"))
        {
            if (rule.Text("host") is not { } host)
                continue;
            foreach (var path in rule.Field("http").Items("paths"))
            {
                if (path.Field("backend").Field("service").Text("name") == service)
                    return $"{(secured ? "https" : "http")}://{host}{path.Text("path")}";
            }
        }
        return null;
    }
}
