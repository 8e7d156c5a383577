using System.Net;
using System.Net.Sockets;

namespace User.Tests.Servers;

/// <summary>
/// Stands between a service and MariaDB. On the first connection the server is heard only until it has let the
/// client in, and then never again, though the connection stays.
/// </summary>
internal sealed class SilentProxy : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly int _server;
    private readonly Task _running;
    private int _connections;

    public SilentProxy(int server)
    {
        _server = server;
        _listener.Start();
        _running = RunAsync();
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _running;
        _listener.Dispose();
        _stop.Dispose();
    }

    private async Task RunAsync()
    {
        var open = new List<Task>();
        try
        {
            while (true)
            {
                var client = await _listener.AcceptTcpClientAsync(_stop.Token);
                open.Add(PassAsync(client, isSilent: _connections++ == 0));
            }
        }
        catch (OperationCanceledException)
        {
            await Task.WhenAll(open);
        }
    }

    private async Task PassAsync(TcpClient client, bool isSilent)
    {
        using var server = new TcpClient();
        using (client)
        {
            try
            {
                await server.ConnectAsync(IPAddress.Loopback, _server, _stop.Token);
                var (near, far) = (client.GetStream(), server.GetStream());
                var asked = near.CopyToAsync(far, _stop.Token);
                if (isSilent)
                {
                    // The greeting, and that the client is welcome.
                    await PassPacketAsync(far, near);
                    await PassPacketAsync(far, near);
                    await Task.Delay(Timeout.Infinite, _stop.Token);
                }
                await Task.WhenAny(asked, far.CopyToAsync(near, _stop.Token));
            }
            catch (Exception e) when (e is OperationCanceledException or IOException)
            {
                // One side has gone, or the test is over.
            }
        }
    }

    // The head of a packet of MySQL's protocol: three bytes of length, the lowest first, and a number.
    private async Task PassPacketAsync(Stream from, Stream to)
    {
        var head = new byte[4];
        await from.ReadExactlyAsync(head, _stop.Token);
        var body = new byte[head[0] | head[1] << 8 | head[2] << 16];
        await from.ReadExactlyAsync(body, _stop.Token);
        await to.WriteAsync((byte[])[.. head, .. body], _stop.Token);
    }
}
