using System.Net;
using System.Net.Sockets;
using System.Text.Json.Nodes;
using LocalCluster.Resources;
using LocalCluster.Schema;
using LocalCluster.Watching;

namespace LocalCluster.Network;

/// <summary>Listens on the addresses of all Services.</summary>
/// <param name="view">The cluster.</param>
/// <param name="events">Records failures.</param>
/// <param name="gateway">
/// Where pods that are not on this machine's loopback reach Services; null for none.
/// </param>
/// <param name="time">The clock.</param>
internal sealed class ServiceProxy(
    ClusterView view,
    EventRecorder events,
    PodGateway? gateway,
    TimeProvider time
) : IController, IDisposable
{
    private static readonly TimeSpan s_tryAgain = TimeSpan.FromSeconds(30);
    private readonly ServiceEndpoints _endpoints = new(view);
    private readonly Lock _gate = new();
    private readonly Dictionary<ObjectName, Dictionary<ServicePort, PortForwarder>> _open = [];
    private bool _isClosed;

    public string Name => "service-proxy";

    public IReadOnlyCollection<ResourceKind> Watches { get; } = [Kinds.Service, Kinds.EndpointSlice];

    /// <summary>
    /// The list of endpoints is read at each connection, so only Services themselves matter here.
    /// </summary>
    public IEnumerable<ObjectName> Affected(Change change) =>
        change.Kind == Kinds.Service ? [ObjectName.Of(change.Object)] : [];

    public TimeSpan? Reconcile(ObjectName key)
    {
        var service = Service(key);
        IReadOnlyList<ServicePort> wanted = service is null
            ? []
            : [.. ServicePorts.Of(service), .. gateway?.Ports(service) ?? []];
        lock (_gate)
        {
            if (_isClosed)
                return null;
            if (!_open.TryGetValue(key, out var open))
                _open[key] = open = [];
            foreach (var closed in open.Keys.Except(wanted).ToArray())
            {
                open[closed].Dispose();
                open.Remove(closed);
            }
            var failed = wanted.Except(open.Keys).ToArray().Count(port => !Open(key, service!, open, port));
            if (open.Count == 0)
                _open.Remove(key);
            return failed > 0 ? s_tryAgain : null;
        }
    }

    public void Dispose()
    {
        lock (_gate)
        {
            _isClosed = true;
            foreach (var forwarder in _open.Values.SelectMany(open => open.Values))
                forwarder.Dispose();
            _open.Clear();
        }
    }

    private bool Open(
        ObjectName key,
        JsonObject service,
        Dictionary<ServicePort, PortForwarder> open,
        ServicePort port
    )
    {
        try
        {
            var choice = new EndpointChoice(
                () => _endpoints.Of(key, port.Name),
                () => ServicePorts.StickyTime(Service(key)),
                time
            );
            open[port] = new PortForwarder(port.Listen, choice, IsWelcome);
            return true;
        }
        catch (SocketException e)
        {
            events.Warning(
                EventSource.Services,
                Kinds.Service,
                service,
                "PortNotOpened",
                $"Cannot listen on {port.Listen}: {e.Message}"
            );
            return false;
        }
    }

    /// <summary>Only pods may use the gateway.</summary>
    private bool IsWelcome(IPEndPoint listen, IPAddress caller) =>
        gateway is null || !listen.Address.Equals(gateway.Address) || gateway.IsPod(caller.ToString());

    private JsonObject? Service(ObjectName key) => view.Get(Kinds.Service, key.Namespace, key.Name);
}
