using System.Net;

namespace LocalCluster.Network.Gateways;

/// <summary>What to serve on a port.</summary>
internal sealed record PortPlan(bool IsTls, RoutingTable Table);

/// <summary>
/// The open ports of all Gateways. Nothing is loaded, and no memory used, until the first one opens.
/// </summary>
internal sealed class GatewayPorts(TimeProvider time) : IAsyncDisposable
{
    private static readonly TimeSpan s_lastDrain = TimeSpan.FromSeconds(1);
    private readonly Lock _gate = new();
    private readonly Dictionary<IPAddress, Dictionary<int, GatewayServer>> _open = [];
    private readonly Lazy<HttpForwarder> _forwarder = new(() => new HttpForwarder(time));
    private readonly CancellationTokenSource _ending = new();
    private readonly List<Task> _closing = [];

    /// <summary>Opens, changes and closes the ports of an address, so that they are as wanted.</summary>
    /// <returns>Why a port could not be opened, for those that could not.</returns>
    public IReadOnlyDictionary<int, string> Set(IPAddress address, IReadOnlyDictionary<int, PortPlan> wanted)
    {
        var failed = new Dictionary<int, string>();
        lock (_gate)
        {
            if (_ending.IsCancellationRequested)
                return failed;
            var open = _open.GetValueOrDefault(address) ?? [];
            foreach (var (port, server) in open.ToArray())
            {
                if (!wanted.TryGetValue(port, out var plan) || plan.IsTls != server.IsTls)
                    Close(open, port);
            }
            foreach (var (port, plan) in wanted)
            {
                if (open.TryGetValue(port, out var server))
                    server.Use(plan.Table);
                else if (Open(new IPEndPoint(address, port), plan, open) is { } why)
                    failed[port] = why;
            }
            if (open.Count == 0)
                _open.Remove(address);
            else
                _open[address] = open;
        }
        return failed;
    }

    public async ValueTask DisposeAsync()
    {
        Task[] all;
        lock (_gate)
        {
            _ending.CancelAfter(s_lastDrain);
            foreach (var open in _open.Values)
            {
                foreach (var port in open.Keys.ToArray())
                    Close(open, port);
            }
            all = [.. _closing];
        }
        await Task.WhenAll(all).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (_forwarder.IsValueCreated)
            _forwarder.Value.Dispose();
        _ending.Dispose();
    }

    private string? Open(IPEndPoint listen, PortPlan plan, Dictionary<int, GatewayServer> open)
    {
        try
        {
            open[listen.Port] = GatewayServer.Start(listen, plan.IsTls, plan.Table, _forwarder.Value);
            return null;
        }
        catch (Exception e) when (e is IOException or System.Net.Sockets.SocketException)
        {
            return $"Cannot listen on {listen}: {e.Message}";
        }
    }

    private void Close(Dictionary<int, GatewayServer> open, int port)
    {
        _closing.RemoveAll(task => task.IsCompleted);
        _closing.Add(open[port].StopAsync(_ending.Token));
        open.Remove(port);
    }
}
