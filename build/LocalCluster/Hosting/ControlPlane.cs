using System.Net.Sockets;
using System.Text.Json.Nodes;
using LocalCluster.Api.Metrics;
using LocalCluster.Api.Pods;
using LocalCluster.Controllers.Autoscaling;
using LocalCluster.Controllers.CronJobs;
using LocalCluster.Controllers.DaemonSets;
using LocalCluster.Controllers.Deployments;
using LocalCluster.Controllers.Disruption;
using LocalCluster.Controllers.Endpoints;
using LocalCluster.Controllers.Gateways;
using LocalCluster.Controllers.Jobs;
using LocalCluster.Controllers.Nodes;
using LocalCluster.Controllers.ReplicaSets;
using LocalCluster.Controllers.Scheduling;
using LocalCluster.Controllers.StatefulSets;
using LocalCluster.Controllers.Volumes;
using LocalCluster.Network;
using LocalCluster.Network.Gateways;
using LocalCluster.Objects;
using LocalCluster.Resources;
using LocalCluster.Runtime;
using LocalCluster.Runtime.Containers;
using LocalCluster.Runtime.Pods;
using LocalCluster.Schema;
using LocalCluster.Watching;

namespace LocalCluster.Hosting;

/// <summary>
/// Everything that acts on the API's objects: controllers, scheduler, the node with its pods, Services.
/// </summary>
internal sealed class ControlPlane(
    Func<RuntimeSetup, IContainerRuntime> choose,
    Func<RuntimeSetup, IUsageMeter> measure
) : IClusterComponent, IPodLogs, IContainerStreams, IUsageMeter
{
    private volatile IPodLogs? _logs;
    private volatile IContainerStreams? _streams;
    private volatile IUsageMeter? _usage;

    public async Task RunAsync(
        IResources resources,
        ClusterContext context,
        CancellationToken cancellationToken
    )
    {
        var view = new ClusterView(resources);
        var events = new EventRecorder(resources, context.Time, context.Log);
        var setup = new RuntimeSetup(context, view);
        var runtime = choose(setup);
        (_logs, _streams) = (setup.Logs, runtime.Streams);
        var usage = _usage = measure(setup);
        var address = context.Addresses.Api.Address.ToString();
        var node = new NodeServices(
            NodeObject.Name,
            address,
            view,
            events,
            runtime,
            context.Time,
            context.Log
        );
        var addresses = runtime.Addresses(context.Addresses);
        var heartbeat = new NodeHeartbeat(
            resources,
            address,
            addresses.Count,
            runtime.Scheme.TrimEnd('/', ':') + "://1",
            context.Time
        );
        await runtime.RecoverAsync(resources.List(Kinds.Pod).Select(pod => pod.Uid()).ToHashSet());
        heartbeat.Register();

        using var proxy = new ServiceProxy(view, events, setup.Gateway, context.Time);
        await using var ports = new GatewayPorts(context.Time);
        var gateways = new GatewayModel(view);
        var kubelet = new Kubelet(node, addresses);
        IController[] controllers =
        [
            new DeploymentController(view, events, context.Time),
            new ReplicaSetController(view, events, context.Time),
            new StatefulSetController(view, events, context.Time),
            new DaemonSetController(view, events, context.Time, NodeObject.Name),
            new JobController(view, events, context.Time),
            new CronJobController(view, events, context.Time),
            new DisruptionController(view, context.Time),
            new AutoscalerController(view, events, usage, context.Time),
            new ClaimController(view, events, setup.Folders.Claim),
            new EndpointsController(view),
            new Scheduler(view, events, context.Time, NodeObject.Name),
            kubelet,
            proxy,
            new GatewayClassController(view, context.Time),
            new GatewayController(
                view,
                gateways,
                ports,
                new GatewayAddresses(context.Addresses),
                events,
                context.Time
            ),
            new RouteController(view, gateways, context.Time),
            new IngressController(view, gateways, ports, context.Addresses.Ingress, events),
        ];
        using var running = new CancellationTokenSource();
        Task[] work =
        [
            new ControllerSet(resources, view, controllers, context.Time, context.Log).RunAsync(
                running.Token
            ),
            events.RunAsync(running.Token),
            new EventExpiry(resources, context.Time).RunAsync(running.Token),
            heartbeat.RunAsync(running.Token),
            usage.RunAsync(running.Token),
        ];
        await Task.WhenAny([.. work, CancelledAsync(cancellationToken)]);
        await kubelet.LeaveAsync();
        await runtime.CloseAsync();
        await running.CancelAsync();
        var all = Task.WhenAll(work);
        await all.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (all.IsFaulted)
            await all;
    }

    public Task CopyAsync(
        string ns,
        string pod,
        PodLogOptions options,
        Stream output,
        CancellationToken cancellationToken
    ) => (_logs ?? throw NotReady()).CopyAsync(ns, pod, options, output, cancellationToken);

    public Task<IReachableContainer?> FindAsync(
        JsonObject pod,
        string container,
        CancellationToken cancellationToken
    ) => (_streams ?? throw NotReady()).FindAsync(pod, container, cancellationToken);

    public Task<Socket> ConnectAsync(JsonObject pod, int port, CancellationToken cancellationToken) =>
        (_streams ?? throw NotReady()).ConnectAsync(pod, port, cancellationToken);

    private static ApiException NotReady() => new(503, "ServiceUnavailable", "The node is not ready yet.");

    public PodUsage? Of(JsonObject pod) => _usage?.Of(pod);

    public Measurement? OfNode() => _usage?.OfNode();

    Task IUsageMeter.RunAsync(CancellationToken cancellationToken) => CancelledAsync(cancellationToken);

    private static async Task CancelledAsync(CancellationToken cancellationToken) =>
        await Task.Delay(Timeout.Infinite, cancellationToken)
            .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
}
