using System.Net;
using System.Net.Sockets;

namespace LocalCluster.Network;

/// <summary>
/// Listens on one address and forwards each connection to one of the endpoints that are ready at that moment.
/// Established connections stay, whatever happens to the list.
/// </summary>
internal sealed class PortForwarder : IDisposable
{
    private const int Backlog = 512;
    private readonly Socket _listener = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
    private readonly CancellationTokenSource _closing = new();
    private readonly EndpointChoice _choice;
    private readonly IPEndPoint _listen;
    private readonly Func<IPEndPoint, IPAddress, bool> _isWelcome;

    /// <param name="listen">The address.</param>
    /// <param name="choice">Who gets a connection.</param>
    /// <param name="isWelcome">Whether a caller may connect to the address.</param>
    /// <exception cref="SocketException">The address is taken or not allowed.</exception>
    public PortForwarder(
        IPEndPoint listen,
        EndpointChoice choice,
        Func<IPEndPoint, IPAddress, bool> isWelcome
    )
    {
        (_listen, _choice, _isWelcome) = (listen, choice, isWelcome);
        try
        {
            _listener.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.ReuseAddress, true);
            _listener.Bind(listen);
            _listener.Listen(Backlog);
        }
        catch
        {
            _listener.Dispose();
            throw;
        }
        _ = AcceptAsync();
    }

    /// <summary>Accepts no new connections; open ones continue.</summary>
    public void Dispose()
    {
        _closing.Cancel();
        _listener.Dispose();
        _closing.Dispose();
    }

    private async Task AcceptAsync()
    {
        var cancellation = _closing.Token;
        while (!cancellation.IsCancellationRequested)
        {
            try
            {
                var client = await _listener.AcceptAsync(cancellation);
                _ = ForwardAsync(client);
            }
            catch (Exception e) when (e is OperationCanceledException or ObjectDisposedException)
            {
                return;
            }
            catch (SocketException)
            {
                // The caller gave up before it was accepted, or file descriptors ran out; the next one may
                // succeed.
                await Task.Yield();
            }
        }
    }

    private async Task ForwardAsync(Socket client)
    {
        using (client)
        {
            using var server = await ConnectAsync(client);
            if (server is null)
            {
                client.LingerState = new LingerOption(true, 0);
                return;
            }
            client.NoDelay = server.NoDelay = true;
            await SocketPump.JoinAsync(client, server);
        }
    }

    /// <summary>Connects to the chosen endpoint, or to the next one if it refuses.</summary>
    private async Task<Socket?> ConnectAsync(Socket client)
    {
        var caller = ((IPEndPoint)client.RemoteEndPoint!).Address;
        if (!_isWelcome(_listen, caller))
            return null;
        foreach (var endpoint in _choice.InOrder(caller))
        {
            var server = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
            try
            {
                await server.ConnectAsync(endpoint);
                _choice.Remember(caller, endpoint);
                return server;
            }
            catch (SocketException)
            {
                server.Dispose();
            }
        }
        return null;
    }
}
