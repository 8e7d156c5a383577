using LocalCluster.Hosting;
using Slipway.Images.Registries;
using Slipway.Kubernetes;
using Slipway.Kubernetes.Connection;
using Slipway.Values;

namespace Slipway.Tests.Kubernetes;

/// <summary>An API server of its own for each test class: no controllers, no pods.</summary>
public class RunningCluster : IAsyncLifetime
{
    private readonly TemporaryFolder _folder = new();
    private readonly RuntimeChoice _runtime;
    private readonly TimeProvider _time;
    private ClusterHost? _host;

    public RunningCluster()
        : this(RuntimeChoice.None, TimeProvider.System) { }

    private protected RunningCluster(RuntimeChoice runtime, TimeProvider time) =>
        (_runtime, _time) = (runtime, time);

    public string Kubeconfig => _host!.Kubeconfig;

    public string Registry => $"{_host!.Registry}";

    /// <summary>Lets a client write to the registry.</summary>
    internal RegistryOptions RegistryLogin =>
        new()
        {
            Credentials = new Dictionary<string, RegistryCredentials>
            {
                [Registry] = new("slipway", File.ReadAllText(_folder.At("pki/registry-token")).Trim()),
            },
        };

    internal CollectingReporter Reporter { get; } = new();

    public async ValueTask InitializeAsync() =>
        _host = await ClusterHost.StartAsync(
            new ClusterOptions(_folder.Path)
            {
                Runtime = _runtime,
                Time = _time,
                Durable = false,
            }
        );

    /// <summary>A patience with API servers that only broken ones exhaust.</summary>
    internal static ApiPatience Patience { get; } = new(Eventually.Deadline, Eventually.Deadline);

    public Task<Cluster> ConnectAsync(TimeProvider? time = null) =>
        Cluster.ConnectAsync(
            Kubeconfig,
            null,
            time is FastTime ? FastTime.Patience : Patience,
            time ?? TimeProvider.System,
            Reporter,
            TestContext.Current.CancellationToken
        );

    /// <summary>A namespace that no other test uses.</summary>
    public static async Task<string> NamespaceAsync(Cluster cluster)
    {
        var name = $"test-{Guid.NewGuid():n}"[..20];
        await cluster.CreateAsync(
            KubeObject.Parse(
                $$$"""{"apiVersion":"v1","kind":"Namespace","metadata":{"name":"{{{name}}}"}}"""
            ),
            TestContext.Current.CancellationToken
        );
        return name;
    }

    public async ValueTask DisposeAsync()
    {
        if (_host is not null)
            await _host.DisposeAsync();
        _folder.Dispose();
    }
}
