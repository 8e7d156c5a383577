using LocalCluster.Controllers;
using LocalCluster.Hosting;
using LocalCluster.Runtime.Images;
using LocalCluster.Runtime.Logs;
using LocalCluster.Runtime.Probes;
using LocalCluster.Runtime.Processes;
using LocalCluster.Runtime.Simulated;
using LocalCluster.Runtime.Tokens;
using LocalCluster.Runtime.Volumes;

namespace LocalCluster.Runtime;

/// <summary>What a runtime is built from.</summary>
internal sealed class RuntimeSetup
{
    private readonly ClusterContext _context;
    private readonly ClusterView _view;

    public RuntimeSetup(ClusterContext context, ClusterView view)
    {
        (_context, _view) = (context, view);
        Folders = new PodFolders(context.Directory);
        Logs = new PodLogs(view, Folders, context.Time);
    }

    public PodFolders Folders { get; }

    public PodLogs Logs { get; }

    /// <summary>Pods of which nothing runs.</summary>
    public SimulatedRuntime Simulation() => new(_context.Time);

    /// <summary>Pods as processes.</summary>
    public ProcessRuntime Processes()
    {
        var http = new HttpClient(new SocketsHttpHandler
        {
            UseProxy = false,
            PooledConnectionIdleTimeout = TimeSpan.FromSeconds(10),
        })
        { Timeout = Timeout.InfiniteTimeSpan };
        var images = new ImageStore(
            Path.Combine(_context.Directory, "images"), http, new LayerLimits(),
            _context.Time);
        var volumes = new PodVolumes(_view, Folders, new PodTokens(_view, _context.Tokens, _context.Time));
        return new ProcessRuntime(
            _view, Folders, images, volumes, Logs,
            new ContainerProbe(new NetworkProbe(ProbeClient()), new GrpcProbe(ProbeClient()), _context.Time),
            _context.Time, _context.Log);
    }

    /// <summary>
    /// Probes follow no redirects beyond their host and check no certificates, as the kubelet's.
    /// </summary>
    private static HttpClient ProbeClient() => new(new SocketsHttpHandler
    {
        UseProxy = false,
        AllowAutoRedirect = false,
        SslOptions = { RemoteCertificateValidationCallback = (_, _, _, _) => true },
    })
    { Timeout = Timeout.InfiniteTimeSpan };
}
