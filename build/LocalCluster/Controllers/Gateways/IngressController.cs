using System.Net;
using System.Text.Json.Nodes;
using LocalCluster.Network.Gateways;
using LocalCluster.Objects;
using LocalCluster.Resources;
using LocalCluster.Schema;
using LocalCluster.Watching;

namespace LocalCluster.Controllers.Gateways;

/// <summary>Serves all Ingresses on the one address that the cluster has for them.</summary>
internal sealed class IngressController(
    ClusterView view,
    GatewayModel model,
    GatewayPorts ports,
    IPAddress address,
    EventRecorder events
) : IController
{
    public const string ControllerName = "slipway.dev/local-ingress";
    private const string OldClass = "kubernetes.io/ingress.class";
    private static readonly TimeSpan s_tryAgain = TimeSpan.FromSeconds(30);
    private static readonly ObjectName s_all = new("", "all");

    /// <summary>The standard ports, and unprivileged alternatives.</summary>
    private static readonly int[] s_plainPorts = [80, 8080];
    private static readonly int[] s_tlsPorts = [443, 8443];
    private BackendRotations? _rotations;

    public string Name => "ingress-controller";

    public IReadOnlyCollection<ResourceKind> Watches { get; } =
    [Kinds.Ingress, Kinds.IngressClass, Kinds.Service, Kinds.Secret];

    /// <summary>All Ingresses share one table, so they are one piece of work.</summary>
    public IEnumerable<ObjectName> Affected(Change change) =>
        change.Kind == Kinds.Ingress || view.List(Kinds.Ingress).Count > 0 ? [s_all] : [];

    public TimeSpan? Reconcile(ObjectName key)
    {
        var all = view.List(Kinds.Ingress);
        var served = all.Where(i => IsServed(i) && !i.IsBeingDeleted()).ToList();
        var closed = ports.Set(address, Plans(served));
        foreach (var ingress in all)
        {
            foreach (var why in closed.Values.Where(_ => served.Contains(ingress)))
                events.Warning(EventSource.Gateways, Kinds.Ingress, ingress, "PortNotOpened", why);
            WriteStatus(ingress, served.Contains(ingress));
        }
        return closed.Count > 0 ? s_tryAgain : null;
    }

    private bool IsServed(JsonObject ingress)
    {
        var name = ingress.Text("spec", "ingressClassName") ?? ingress.Annotation(OldClass);
        return name is null
            || view.Get(Kinds.IngressClass, "", name) is { } found
                && found.Text("spec", "controller") == ControllerName;
    }

    private Dictionary<int, PortPlan> Plans(IReadOnlyList<JsonObject> served)
    {
        var plans = new Dictionary<int, PortPlan>();
        if (served.Count == 0)
            return plans;
        var rotations = _rotations = new BackendRotations(_rotations);
        var entries = new IngressCompiler(model.Backends.OfIngress, rotations.For).Compile(served);
        var plain = new PortPlan(false, new RoutingTable([new ListenerRoutes(HostPattern.Any, entries)]));
        foreach (var port in s_plainPorts)
            plans[port] = plain;
        var certified = served.SelectMany(i => Certified(i, entries)).ToList();
        foreach (var port in s_tlsPorts.Where(_ => certified.Count > 0))
            plans[port] = new PortPlan(true, new RoutingTable(certified));
        return plans;
    }

    private IEnumerable<ListenerRoutes> Certified(JsonObject ingress, IReadOnlyList<RouteEntry> entries)
    {
        foreach (var tls in ingress.Items("spec", "tls"))
        {
            var secret = new ObjectName(ingress.NamespaceName(), tls.Text("secretName") ?? "");
            if (model.Certificates.Get(secret) is not { } certificate)
            {
                events.Warning(
                    EventSource.Gateways,
                    Kinds.Ingress,
                    ingress,
                    "NoCertificate",
                    $"There is no Secret {secret} of type kubernetes.io/tls with a certificate and its key."
                );
                continue;
            }
            var hosts = tls.Strings("hosts").DefaultIfEmpty("");
            foreach (var host in hosts)
                yield return new ListenerRoutes(HostPattern.Of(host, oneLabel: true), entries, certificate);
        }
    }

    /// <summary>The address where it is served; empty if it is no longer served here.</summary>
    private void WriteStatus(JsonObject ingress, bool isServed)
    {
        var shown = ingress.Items("status", "loadBalancer", "ingress").Select(i => i.Text("ip")).ToList();
        if (isServed == shown.Contains(address.ToString()) || ingress.IsBeingDeleted())
            return;
        var updated = ingress.Copy();
        updated["status"] = new JsonObject
        {
            ["loadBalancer"] = isServed
                ? new JsonObject
                {
                    ["ingress"] = new JsonArray(new JsonObject { ["ip"] = address.ToString() }),
                }
                : [],
        };
        view.UpdateStatus(Kinds.Ingress, updated);
    }
}
