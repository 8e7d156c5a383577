using System.Net;
using System.Net.Sockets;

namespace Testing;

/// <summary>
/// A TCP port of 127.0.0.1 for a server that cannot be asked to choose one itself, from now until it is given
/// back.
/// </summary>
/// <remarks>
/// It lies below the ports that any system gives to clients and to servers that ask for "some port", and below
/// Kubernetes' node ports, so that nobody gets it by chance before the server does. Other tests, also those of
/// other processes, keep away from it because its UDP namesake is taken.
/// </remarks>
internal sealed class LoopbackPort : IDisposable
{
    private const int First = 10_000;
    private const int End = 30_000;

    private readonly Socket _claim = new(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp)
    {
        ExclusiveAddressUse = true,
    };

    public LoopbackPort()
    {
        do Number = Random.Shared.Next(First, End);
        while (!IsFree(Number) || !TryBind(_claim, Number));
    }

    public int Number { get; }

    /// <summary>The port with its host.</summary>
    public string Address => $"{IPAddress.Loopback}:{Number}";

    public void Dispose() => _claim.Dispose();

    private static bool IsFree(int number)
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        return TryBind(socket, number);
    }

    private static bool TryBind(Socket socket, int number)
    {
        try
        {
            socket.Bind(new IPEndPoint(IPAddress.Loopback, number));
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
