using System.Text.Json.Nodes;
using LocalCluster.Objects;
using LocalCluster.Resources;
using LocalCluster.Schema;
using LocalCluster.Storage;

namespace LocalCluster.Api.Http.Subresources;

/// <summary>Where a proxied request goes.</summary>
/// <param name="Scheme"><c>http</c> or <c>https</c>.</param>
/// <param name="Host">The address.</param>
/// <param name="Port">The port.</param>
internal sealed record ProxyTarget(string Scheme, string Host, long Port)
{
    /// <summary>Finds the target of <c>[scheme:]name[:port]</c> among pods or Services.</summary>
    /// <exception cref="ApiException">404: no such object. 400: no such port. 503: nothing is behind
    /// it.</exception>
    public static ProxyTarget Of(ObjectStore store, KindDefinition kind, ObjectKey key)
    {
        var (scheme, name, port) = key.Name.Split(':') switch
        {
            [var s, var n, var p] => (s.Length == 0 ? "http" : s, n, p),
            [var n, var p] => ("http", n, p),
            _ => ("http", key.Name, ""),
        };
        if (scheme is not ("http" or "https"))
            throw Refusals.BadRequest($"invalid {kind.Kind.Plural} request \"{key.Name}\"");
        var obj = store.Get(key with { Name = name })?.Object ?? throw Refusals.NotFound(kind, name);
        var (host, number) = kind.Kind == Kinds.Pod ? Pod(obj, port) : Service(store, obj, port);
        return new ProxyTarget(scheme, host, number);
    }

    private static (string Host, long Port) Pod(JsonObject pod, string port)
    {
        var address = pod.Text("status", "podIP")
            ?? throw Unavailable("address not allowed: the pod has no address yet");
        var ports = pod.Items("spec", "containers").SelectMany(c => c.Items("ports")).ToList();
        var number =
            port.Length == 0
                ? ports.FirstOrDefault().Number("containerPort") ?? 80
                : Number(port)
                    ?? ports.FirstOrDefault(p => p.Text("name") == port).Number("containerPort")
                    ?? throw Refusals.BadRequest($"pod \"{pod.Name()}\" has no port \"{port}\"");
        return (address, number);
    }

    private static (string Host, long Port) Service(ObjectStore store, JsonObject service, string port)
    {
        var ports = service.Items("spec", "ports").ToList();
        var chosen =
            port.Length == 0 && ports.Count == 1
                ? ports[0]
                : ports.FirstOrDefault(p =>
                    p.Text("name") == port || (Number(port) is { } n && p.Number("port") == n)
                ) ?? throw Unavailable($"no service port \"{port}\" found for service \"{service.Name()}\"");
        var endpoints = store.Get(ObjectKey.Of(Kinds.Endpoints, service.Namespace(), service.Name()))?.Object;
        var found = endpoints
            .Items("subsets")
            .SelectMany(s =>
                s.Items("addresses")
                    .SelectMany(a =>
                        s.Items("ports")
                            .Where(p => (p.Text("name") ?? "") == (chosen.Text("name") ?? ""))
                            .Select(p => (Host: a.Text("ip")!, Port: p.Number("port") ?? 0))
                    )
            )
            .ToList();
        return found.Count == 0
            ? throw Unavailable($"no endpoints available for service \"{service.Name()}\"")
            : found[Random.Shared.Next(found.Count)];
    }

    private static long? Number(string port) => long.TryParse(port, out var number) ? number : null;

    private static ApiException Unavailable(string why) => new(503, "ServiceUnavailable", why);
}
