using System.Net;
using System.Text.Json.Nodes;
using LocalCluster.Objects;
using LocalCluster.Schema;
using LocalCluster.Watching;

namespace LocalCluster.Network;

/// <summary>The ready endpoints of Services.</summary>
internal sealed class ServiceEndpoints(ClusterView view)
{
    private const string ServiceLabel = "kubernetes.io/service-name";

    /// <summary>Those of a port, by the port's name in the Service.</summary>
    public IReadOnlyList<IPEndPoint> Of(ObjectName service, string port) =>
        view.Get(Kinds.Service, service.Namespace, service.Name) is { } found
            ? ServicePorts.Endpoints(Slices(found), port)
            : [];

    /// <summary>
    /// Those of the controller; for a Service without a selector, those written by users.
    /// </summary>
    private IEnumerable<JsonObject> Slices(JsonObject service)
    {
        var own = view.OwnedBy(Kinds.EndpointSlice, service.Uid());
        return own.Count > 0
            ? own
            : view.List(Kinds.EndpointSlice, service.NamespaceName())
                .Where(slice => slice.Label(ServiceLabel) == service.Name());
    }
}
