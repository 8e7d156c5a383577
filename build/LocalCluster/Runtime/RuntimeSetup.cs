using System.Diagnostics.CodeAnalysis;
using LocalCluster.Api.Metrics;
using LocalCluster.Network;
using LocalCluster.Runtime.Containers;
using LocalCluster.Runtime.Docker;
using LocalCluster.Runtime.Images;
using LocalCluster.Runtime.Logs;
using LocalCluster.Runtime.Metering;
using LocalCluster.Runtime.Probes;
using LocalCluster.Runtime.Processes;
using LocalCluster.Runtime.Simulated;
using LocalCluster.Runtime.Tokens;
using LocalCluster.Runtime.Variables;
using LocalCluster.Runtime.Volumes;
using LocalCluster.Watching;

namespace LocalCluster.Runtime;

/// <summary>Dependencies of a runtime.</summary>
internal sealed class RuntimeSetup
{
    private readonly ClusterContext _context;
    private readonly ClusterView _view;
    private readonly EngineContainers _inEngine = new();

    public RuntimeSetup(ClusterContext context, ClusterView view)
    {
        (_context, _view) = (context, view);
        Folders = new PodFolders(context.Directory);
        Logs = new PodLogs(view, Folders, context.Time);
    }

    public PodFolders Folders { get; }

    public PodLogs Logs { get; }

    /// <summary>
    /// Where pods reach Services that have only addresses of this machine; null while they share these.
    /// </summary>
    public PodGateway? Gateway { get; private set; }

    /// <summary>Pods of which nothing runs.</summary>
    public SimulatedRuntime Simulation() => new(_view, _context.Time);

    /// <summary>What pods use of which nothing runs.</summary>
    public IUsageMeter SimulatedUsage() => new SimulatedUsage(_view, _context.Time);

    /// <summary>What processes use.</summary>
    public IUsageMeter ProcessUsage() => new ContainerUsage(_view, new ProcessUsage(Folders), _context.Time);

    /// <summary>What containers of the Docker Engine use.</summary>
    public IUsageMeter EngineUsage() => new ContainerUsage(_view, new EngineUsage(_inEngine), _context.Time);

    /// <summary>Pods as processes.</summary>
    public ProcessRuntime Processes()
    {
        var http = new HttpClient(
            new SocketsHttpHandler
            {
                UseProxy = false,
                PooledConnectionIdleTimeout = TimeSpan.FromSeconds(10),
            }
        )
        {
            Timeout = Timeout.InfiniteTimeSpan,
        };
        var images = new ImageStore(
            Path.Combine(_context.Directory, "images"),
            http,
            new LayerLimits(),
            _context.Time
        );
        return new ProcessRuntime(
            new PodEnvironments(_view, service => service),
            Folders,
            images,
            Volumes(),
            Logs,
            Probe(),
            _context.Time,
            _context.Log
        );
    }

    /// <summary>Pods as containers of the Docker Engine.</summary>
    public DockerRuntime Containers()
    {
        var gateway = Gateway = new PodGateway(_context.Addresses);
        return new DockerRuntime(
            EngineParts.Of(EngineAccess.Open(), _context.Directory, gateway),
            gateway,
            new PodEnvironments(_view, gateway.Seen),
            Folders,
            Volumes(forAnyUser: true),
            Logs,
            Probe(),
            _inEngine,
            _context.Time,
            _context.Log
        );
    }

    private PodVolumes Volumes(bool forAnyUser = false) =>
        new(_view, Folders, new PodTokens(_view, _context.Tokens, _context.Time), forAnyUser);

    private ContainerProbe Probe() =>
        new(new NetworkProbe(ProbeClient()), new GrpcProbe(ProbeClient()), _context.Time);

    /// <summary>
    /// Probes follow no redirects beyond their host and check no certificates, as the kubelet's.
    /// </summary>
    [SuppressMessage(
        "Security",
        "CA5359:Do Not Disable Certificate Validation",
        Justification = "Kubernetes' HTTPS probes skip it."
    )]
    private static HttpClient ProbeClient() =>
        new(
            new SocketsHttpHandler
            {
                UseProxy = false,
                AllowAutoRedirect = false,
                SslOptions = { RemoteCertificateValidationCallback = (_, _, _, _) => true },
            }
        )
        {
            Timeout = Timeout.InfiniteTimeSpan,
        };
}
