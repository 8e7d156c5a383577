using System.Net.Sockets;
using LocalCluster.Objects;
using LocalCluster.Storage;

namespace LocalCluster.Hosting;

/// <summary>
/// A cluster's directory, locked by this process: its addresses, its certificates, its state.
/// </summary>
internal sealed class ClusterInstance : IDisposable
{
    private readonly FileStream _lock;
    private readonly IDisposable? _closing;

    private ClusterInstance(
        string directory,
        FileStream held,
        AddressBlock addresses,
        Credentials credentials,
        IJournal journal
    )
    {
        (Directory, _lock, Addresses, Credentials, Journal) = (
            directory,
            held,
            addresses,
            credentials,
            journal
        );
        _closing = journal as IDisposable;
    }

    public string Directory { get; }

    public AddressBlock Addresses { get; }

    public Credentials Credentials { get; }

    public IJournal Journal { get; }

    public string Kubeconfig => Path.Combine(Directory, "kubeconfig");

    /// <summary>Locks a directory and prepares a cluster in it.</summary>
    /// <exception cref="ClusterStartException">It is locked already, holds other files that are open to other
    /// users, or the cluster's addresses are in use.</exception>
    public static ClusterInstance Open(ClusterOptions options)
    {
        var directory = Path.GetFullPath(options.Directory);
        ClusterFolder.Open(directory);
        var held = Hold(directory);
        try
        {
            var addresses = ChooseAddresses(directory, options);
            var credentials = Credentials.Open(directory, addresses);
            IJournal journal = options.Durable
                ? new Journal(Path.Combine(directory, "state"))
                : new NoJournal();
            var instance = new ClusterInstance(directory, held, addresses, credentials, journal);
            KubeconfigFile.Write(instance.Kubeconfig, addresses, credentials);
            return instance;
        }
        catch
        {
            held.Dispose();
            throw;
        }
    }

    /// <summary>The file that is locked while a cluster runs.</summary>
    public static string LockFile(string directory) => Path.Combine(directory, "lock");

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
                LockFile(directory),
                FileMode.OpenOrCreate,
                FileAccess.ReadWrite,
                FileShare.None
            );
        }
        catch (IOException)
        {
            throw new ClusterStartException($"A cluster is already running in {directory}.");
        }
    }

    /// <summary>The addresses of the last run, else the requested ones, else the first free ones.</summary>
    private static AddressBlock ChooseAddresses(string directory, ClusterOptions options)
    {
        var block = options.Addresses ?? ClusterRecord.Read(directory)?.Addresses;
        if (block is not null)
        {
            if (!IsFree(block))
                throw new ClusterStartException(
                    $"Port 6443 of {block.Api.Address}, the address of this cluster, is in use."
                );
        }
        else
        {
            block = AddressBlock.Candidates(directory).FirstOrDefault(IsFree)
                ?? throw new ClusterStartException("No free loopback addresses are left for a cluster.");
        }
        ClusterRecord.Write(
            directory,
            new ClusterRecord(block, Environment.ProcessId, options.Runtime.ToString().ToLowerInvariant())
        );
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
