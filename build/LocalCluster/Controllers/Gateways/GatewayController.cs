using System.Collections.Concurrent;
using System.Net;
using System.Text.Json.Nodes;
using LocalCluster.Network.Gateways;
using LocalCluster.Objects;
using LocalCluster.Resources;
using LocalCluster.Schema;
using LocalCluster.Watching;

namespace LocalCluster.Controllers.Gateways;

/// <summary>Opens the listeners of Gateways, sets their routes, and writes their status.</summary>
internal sealed class GatewayController(
    ClusterView view,
    GatewayModel model,
    GatewayPorts ports,
    GatewayAddresses addresses,
    EventRecorder events,
    TimeProvider time
) : IController
{
    private static readonly TimeSpan s_tryAgain = TimeSpan.FromSeconds(30);
    private readonly ConcurrentDictionary<ObjectName, BackendRotations> _rotations = [];

    public string Name => "gateway-controller";

    public IReadOnlyCollection<ResourceKind> Watches { get; } =
    [
        Kinds.Gateway,
        Kinds.GatewayClass,
        Kinds.HttpRoute,
        Kinds.ReferenceGrant,
        Kinds.Service,
        Kinds.Secret,
        Kinds.Namespace,
    ];

    /// <summary>Any change may affect any Gateway; there are few of them.</summary>
    public IEnumerable<ObjectName> Affected(Change change) =>
        change.Kind == Kinds.Gateway
            ? [ObjectName.Of(change.Object)]
            : view.List(Kinds.Gateway).Select(ObjectName.Of);

    public TimeSpan? Reconcile(ObjectName key)
    {
        if (model.Gateway(key) is not { } gateway || gateway.IsBeingDeleted())
        {
            if (addresses.Of(key) is { } old)
                ports.Set(old, new Dictionary<int, PortPlan>());
            addresses.Release(key);
            _rotations.TryRemove(key, out _);
            return null;
        }
        var listeners = model.Listeners(gateway);
        var attached = Attached(key, gateway, listeners);
        var address = Address(key, gateway);
        var closed = address is null
            ? new Dictionary<int, string>()
            : ports.Set(address, Plans(key, listeners, attached));
        foreach (var why in closed.Values)
            events.Warning(EventSource.Gateways, Kinds.Gateway, gateway, "PortNotOpened", why);
        var counts = attached
            .GroupBy(a => a.Listener.Name)
            .ToDictionary(l => l.Key, l => l.DistinctBy(a => a.Route.Uid()).Count());
        var updated = gateway.Copy();
        updated["status"] = GatewayStatus.Of(gateway, listeners, counts, address, closed, time.GetUtcNow());
        if (!JsonNode.DeepEquals(updated["status"], gateway["status"]))
            view.UpdateStatus(Kinds.Gateway, updated);
        return closed.Count > 0 ? s_tryAgain : null;
    }

    private List<AttachedRoute> Attached(
        ObjectName key,
        JsonObject gateway,
        IReadOnlyList<ListenerState> listeners
    ) =>
        [
            .. view.List(Kinds.HttpRoute)
                .Where(route => !route.IsBeingDeleted())
                .SelectMany(route =>
                    route
                        .Items("spec", "parentRefs")
                        .Where(parent => RouteAttachment.Names(route, parent, key))
                        .SelectMany(parent => model.Attach(route, parent, gateway, listeners).Listeners)
                        .Select(a => new AttachedRoute(route, a.Listener, a.Hosts))
                ),
        ];

    private IPAddress? Address(ObjectName key, JsonObject gateway)
    {
        var before = IPAddress.TryParse(
            gateway.Items("status", "addresses").FirstOrDefault().Text("value"),
            out var kept
        )
            ? kept
            : null;
        if (gateway.Items("spec", "addresses").FirstOrDefault(a => a["value"] is not null) is not { } wish)
            return addresses.Take(key, null, before);
        var old = addresses.Of(key);
        var address =
            wish.Text("type") == "IPAddress" && IPAddress.TryParse(wish.Text("value"), out var wished)
                ? addresses.Take(key, wished, before)
                : null;
        if (old is not null && !old.Equals(address))
            ports.Set(old, new Dictionary<int, PortPlan>());
        return address;
    }

    private Dictionary<int, PortPlan> Plans(
        ObjectName key,
        IReadOnlyList<ListenerState> listeners,
        IReadOnlyList<AttachedRoute> attached
    )
    {
        var rotations = new BackendRotations(_rotations.GetValueOrDefault(key));
        var compiler = new RouteCompiler((ns, r) => model.Backends.OfRoute(ns, r).Backend, rotations.For);
        var plans = listeners
            .Where(l => l.IsServed)
            .GroupBy(l => l.Port)
            .ToDictionary(
                port => port.Key,
                port => new PortPlan(
                    port.First().IsTls,
                    new RoutingTable(
                        port.Select(listener => new ListenerRoutes(
                            listener.Host,
                            RouteEntry.InOrder(
                                attached
                                    .Where(a => a.Listener == listener)
                                    .SelectMany(a => compiler.Compile(a.Route, a.Hosts))
                            ),
                            listener.Certificate
                        ))
                    )
                )
            );
        _rotations[key] = rotations;
        return plans;
    }

    private sealed record AttachedRoute(
        JsonObject Route,
        ListenerState Listener,
        IReadOnlyList<HostPattern> Hosts
    );
}
