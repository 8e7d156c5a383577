using LocalCluster.Hosting;

namespace LocalCluster.Tests.Hosting;

/// <summary>A whole cluster whose pods run nothing, on the real clock.</summary>
public sealed class RehearsalFixture : IAsyncLifetime
{
    private readonly TemporaryFolder _folder = new();
    private ClusterHost? _host;

    public string Kubeconfig => _host!.Kubeconfig;

    public async ValueTask InitializeAsync() =>
        _host = await ClusterHost.StartAsync(
            new ClusterOptions(_folder.Path) { Durable = false, Runtime = RuntimeChoice.Simulated }
        );

    public async ValueTask DisposeAsync()
    {
        if (_host is not null)
            await _host.DisposeAsync();
        _folder.Dispose();
    }
}
