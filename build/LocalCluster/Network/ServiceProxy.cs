using System.Net;
using System.Net.Sockets;
using System.Text.Json.Nodes;
using LocalCluster.Api;
using LocalCluster.Controllers;
using LocalCluster.Schema;

namespace LocalCluster.Network;

/// <summary>Listens on the addresses of all Services.</summary>
internal sealed class ServiceProxy(ClusterView view, EventRecorder events) : IController, IDisposable
{
    private const string ServiceLabel = "kubernetes.io/service-name";
    private static readonly TimeSpan TryAgain = TimeSpan.FromSeconds(30);
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
        var service = view.Get(Kinds.Service, key.Namespace, key.Name);
        var wanted = service is null ? [] : ServicePorts.Of(service);
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
            return failed > 0 ? TryAgain : null;
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
        ObjectName key, JsonObject service, Dictionary<ServicePort, PortForwarder> open, ServicePort port)
    {
        try
        {
            open[port] = new PortForwarder(port.Listen, () => Endpoints(key, port.Name));
            return true;
        }
        catch (SocketException e)
        {
            events.Warning(EventSource.Services, Kinds.Service, service, "PortNotOpened",
                $"Cannot listen on {port.Listen}: {e.Message}");
            return false;
        }
    }

    private IReadOnlyList<IPEndPoint> Endpoints(ObjectName key, string port) =>
        view.Get(Kinds.Service, key.Namespace, key.Name) is { } service
            ? ServicePorts.Endpoints(Slices(service), port)
            : [];

    /// <summary>
    /// Those of the controller; where a Service has no selector, those that someone else wrote for it.
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
