using System.Net;
using System.Net.Sockets;
using System.Text;
using Slipway.Images.Registries;

namespace Slipway.Tests.Images;

public sealed class PlainRegistryTests
{
    // No other test listens there.
    private const string Address = "127.83.76.73";

    [Fact]
    public async Task A_registry_without_a_port_in_its_name_is_looked_for_at_both_that_it_may_have()
    {
        var ct = TestContext.Current.CancellationToken;
        using var listener = new TcpListener(IPAddress.Parse(Address), 80);
        Assert.SkipUnless(Starts(listener), $"Nobody may listen on port 80 of {Address} here.");
        var serving = ServeAsync(listener, ct);
        using var client = new RegistryClient(new CollectingReporter(), TimeProvider.System);

        await client.PingAsync(Address, ct);

        listener.Stop();
        await Assert.ThrowsAnyAsync<Exception>(() => serving);
    }

    private static bool Starts(TcpListener listener)
    {
        try
        {
            listener.Start();
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }

    private static async Task ServeAsync(TcpListener listener, CancellationToken ct)
    {
        while (true)
        {
            using var connection = await listener.AcceptTcpClientAsync(ct);
            await using var stream = connection.GetStream();
            _ = await stream.ReadAsync(new byte[4096], ct);
            await stream.WriteAsync(
                Encoding.ASCII.GetBytes("HTTP/1.1 200 OK\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"),
                ct
            );
        }
    }
}
