using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text.Json.Nodes;
using LocalCluster.Objects;

namespace LocalCluster.Runtime.Containers;

/// <summary>Connects to ports of pods that have addresses.</summary>
internal static class PodPort
{
    /// <exception cref="IOException">The port is closed; the message is the kubelet's.</exception>
    public static async Task<Socket> ConnectAsync(
        JsonObject pod,
        int port,
        CancellationToken cancellationToken
    )
    {
        var address = pod.Text("status", "podIP") ?? throw new IOException("the pod has no address yet");
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp)
        {
            NoDelay = true,
        };
        try
        {
            await socket.ConnectAsync(IPAddress.Parse(address), port, cancellationToken);
            return socket;
        }
        catch (SocketException e)
        {
            socket.Dispose();
            var target = $"{address}:{port.ToString(CultureInfo.InvariantCulture)}";
            var why = e.SocketErrorCode == SocketError.ConnectionRefused ? "connection refused" : e.Message;
            throw new IOException($"failed to connect to {target}: dial tcp4 {target}: connect: {why}", e);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}
