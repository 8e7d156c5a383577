using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using LocalCluster.Hosting;
using Slipway.Images.Registries;
using Slipway.Tests.Images;
using Slipway.Values;

namespace Slipway.Tests.SupplyChain;

/// <summary>
/// A real registry: the local cluster's, which lists referrers by itself, or Debian's docker-registry 2.8,
/// which has no such API.
/// </summary>
internal sealed class SomeRegistry(string host, IAsyncDisposable server, TemporaryFolder? folder)
    : IAsyncDisposable
{
    /// <summary>Who may write to those that were started, for clients that are made before.</summary>
    public static ConcurrentDictionary<string, RegistryCredentials> Logins { get; } = [];

    public string Host { get; } = host;

    public ImageReference Repository(string name) => new(Host, name);

    public static async Task<SomeRegistry> StartAsync(bool listsReferrers)
    {
        if (!listsReferrers)
        {
            var docker = await RealRegistry.StartAsync();
            return new SomeRegistry(docker.Host, docker, folder: null);
        }
        var folder = new TemporaryFolder();
        var cluster = await ClusterHost.StartAsync(
            new ClusterOptions(folder.Path) { Runtime = RuntimeChoice.Simulated, Durable = false }
        );
        var registry = new SomeRegistry(cluster.Registry.ToString(), cluster, folder);
        Logins[registry.Host] = new RegistryCredentials(
            "slipway",
            (await File.ReadAllTextAsync(folder.At("pki/registry-token"))).Trim()
        );
        await Eventually.True(() => AnswersAsync(cluster.Registry));
        return registry;
    }

    private static async Task<bool> AnswersAsync(IPEndPoint registry)
    {
        using var client = new TcpClient();
        try
        {
            await client.ConnectAsync(registry);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await server.DisposeAsync();
        folder?.Dispose();
    }
}
