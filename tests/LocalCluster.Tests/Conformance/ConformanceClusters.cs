using System.Collections.Concurrent;
using LocalCluster.Hosting;
using LocalCluster.Tests.Conformance;

[assembly: AssemblyFixture(typeof(ConformanceClusters))]

namespace LocalCluster.Tests.Conformance;

/// <summary>
/// One cluster of simulated pods for each version of kubectl, started when it is first needed.
/// </summary>
public sealed class ConformanceClusters : IAsyncDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly ConcurrentDictionary<int, Lazy<Task<ClusterHost>>> _clusters = [];

    /// <summary>The cluster for a version, and the folder that is its users' home.</summary>
    internal async Task<(ClusterHost Host, string Home)> For(int minor)
    {
        var home = _folder.At($"1.{minor}");
        var options = new ClusterOptions(home) { Durable = false, Runtime = RuntimeChoice.Simulated };
        var host = await _clusters.GetOrAdd(minor, _ => new(() => ClusterHost.StartAsync(options))).Value;
        return (host, home);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var cluster in _clusters.Values)
            await (await cluster.Value).DisposeAsync();
        _folder.Dispose();
    }
}
