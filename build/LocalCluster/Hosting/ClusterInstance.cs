using System.Net.Sockets;
using System.Text.Json;
using System.Text.Json.Nodes;
using LocalCluster.Api;
using LocalCluster.Storage;

namespace LocalCluster.Hosting;

/// <summary>A cluster's directory, held by this process alone: its addresses, its certificates, its state.</summary>
internal sealed class ClusterInstance : IDisposable
{
    private readonly FileStream _lock;
    private readonly IDisposable? _closing;

    private ClusterInstance(
        string directory, FileStream held, AddressBlock addresses, Credentials credentials, IJournal journal)
    {
        (Directory, _lock, Addresses, Credentials, Journal) = (directory, held, addresses, credentials, journal);
        _closing = journal as IDisposable;
    }

    public string Directory { get; }

    public AddressBlock Addresses { get; }

    public Credentials Credentials { get; }

    public IJournal Journal { get; }

    public string Kubeconfig => Path.Combine(Directory, "kubeconfig");

    /// <summary>Takes hold of a directory.</summary>
    /// <exception cref="ClusterStartException">It is held already, or the cluster's addresses are taken.</exception>
    public static ClusterInstance Open(ClusterOptions options)
    {
        var directory = Path.GetFullPath(options.Directory);
        System.IO.Directory.CreateDirectory(directory);
        var held = Hold(directory);
        try
        {
            var addresses = ChooseAddresses(directory, options.Addresses);
            var credentials = Credentials.Open(directory, addresses);
            var instance = new ClusterInstance(directory, held, addresses, credentials, new NoJournal());
            KubeconfigFile.Write(instance.Kubeconfig, addresses, credentials);
            return instance;
        }
        catch
        {
            held.Dispose();
            throw;
        }
    }

    public void Dispose()
    {
        _closing?.Dispose();
        Credentials.Dispose();
        _lock.Dispose();
    }

    private static FileStream Hold(string directory)
    {
        try
        {
            return new FileStream(
                Path.Combine(directory, "lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException)
        {
            throw new ClusterStartException($"A cluster runs already in {directory}.");
        }
    }

    /// <summary>The addresses of the last time, else the wished ones, else the first free ones.</summary>
    private static AddressBlock ChooseAddresses(string directory, AddressBlock? wished)
    {
        var file = Path.Combine(directory, "cluster.json");
        var last = File.Exists(file) ? JsonNode.Parse(File.ReadAllText(file)).Text("addressBlock") : null;
        var block = wished ?? (last is null ? null : AddressBlock.TryParse(last));
        if (block is not null)
        {
            if (!IsFree(block))
                throw new ClusterStartException($"Port 6443 of {block.Api.Address}, the address of this cluster, is taken.");
        }
        else
        {
            block = AddressBlock.Candidates(directory).FirstOrDefault(IsFree)
                ?? throw new ClusterStartException("No loopback addresses are free for a cluster.");
        }
        PrivateFile.Write(file, new JsonObject { ["addressBlock"] = block.ToString() }.ToJsonString());
        return block;
    }

    private static bool IsFree(AddressBlock block)
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            socket.Bind(block.Api);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
