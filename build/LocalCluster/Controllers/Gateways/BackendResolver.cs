using System.Net;
using System.Text.Json.Nodes;
using LocalCluster.Network;
using LocalCluster.Network.Gateways;
using LocalCluster.Objects;
using LocalCluster.Schema;
using LocalCluster.Watching;

namespace LocalCluster.Controllers.Gateways;

/// <summary>Finds the Services that routes and Ingresses name.</summary>
internal sealed class BackendResolver(ClusterView view, ReferenceGrants grants)
{
    private readonly ServiceEndpoints _endpoints = new(view);

    /// <summary>The target of an HTTPRoute's backendRef, and what is wrong with it.</summary>
    public (Backend Backend, Refused? Refused) OfRoute(string ns, JsonObject reference)
    {
        var (group, kind) = (reference.Text("group") ?? "", reference.Text("kind") ?? "Service");
        if (group.Length > 0 || kind != "Service")
        {
            var wrong = $"{kind} {reference.Text("name")}";
            return (
                new Backend(wrong, null),
                new Refused("InvalidKind", $"Requests can go to Services only, not to {wrong}.")
            );
        }
        var service = new ObjectName(reference.Text("namespace") ?? ns, reference.Text("name") ?? "");
        if (!grants.Allow(Kinds.HttpRoute, ns, Kinds.Service, service))
        {
            return (
                new Backend($"Service {service}", null),
                new Refused(
                    "RefNotPermitted",
                    $"No ReferenceGrant in namespace {service.Namespace} lets HTTPRoutes of namespace {ns} use "
                        + $"Service {service.Name}."
                )
            );
        }
        return Of(
            service,
            port => port.Number("port") == reference.Number("port"),
            $"{reference.Number("port")}"
        );
    }

    /// <summary>The target of an Ingress.</summary>
    public Backend OfIngress(string ns, JsonObject? backend)
    {
        var service = new ObjectName(ns, backend.Text("service", "name") ?? "");
        var (number, name) = (
            backend.Number("service", "port", "number"),
            backend.Text("service", "port", "name")
        );
        return Of(
            service,
            port => name is { Length: > 0 } ? port.Text("name") == name : port.Number("port") == number,
            name ?? $"{number}"
        ).Backend;
    }

    private (Backend Backend, Refused? Refused) Of(
        ObjectName service,
        Func<JsonObject, bool> isMeant,
        string portText
    )
    {
        var name = $"Service {service}";
        var found = view.Get(Kinds.Service, service.Namespace, service.Name);
        if (found is null || found.Text("spec", "type") == "ExternalName")
        {
            return (
                new Backend(name, null),
                new Refused(
                    "BackendNotFound",
                    found is null
                        ? $"There is no {name}."
                        : $"{name} is of type ExternalName, and only pods are served."
                )
            );
        }
        if (found.Items("spec", "ports").FirstOrDefault(isMeant) is not { } port)
            return (
                new Backend(name, null),
                new Refused("BackendNotFound", $"{name} has no port {portText}.")
            );
        var endpoints = new Rotation(
            () => _endpoints.Of(service, port.Text("name") ?? ""),
            port.Text("appProtocol") == "kubernetes.io/h2c"
        );
        return (new Backend(name, endpoints), null);
    }

    /// <summary>Each request begins with the next endpoint.</summary>
    private sealed class Rotation(Func<IReadOnlyList<IPEndPoint>> ready, bool http2) : IEndpoints
    {
        private uint _next;

        public bool SpeakHttp2 => http2;

        public IReadOnlyList<IPEndPoint> Next()
        {
            var all = ready();
            if (all.Count < 2)
                return all;
            var first = (int)(Interlocked.Increment(ref _next) % (uint)all.Count);
            return [.. all.Skip(first), .. all.Take(first)];
        }
    }
}
