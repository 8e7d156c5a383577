using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text.Json.Nodes;
using LocalCluster.Api;

namespace LocalCluster.Runtime.Processes;

/// <summary>Reaches containers that are processes.</summary>
internal sealed class ProcessStreams(RunningProcesses running) : IContainerStreams
{
    public Task<IReachableContainer?> Find(
        JsonObject pod, string container, CancellationToken cancellation) =>
        Task.FromResult<IReachableContainer?>(running.Find(pod, container));

    public async Task<Socket> Connect(JsonObject pod, int port, CancellationToken cancellation)
    {
        var address = pod.Text("status", "podIP") ?? throw new IOException("the pod has no address yet");
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp)
        {
            NoDelay = true,
        };
        try
        {
            await socket.ConnectAsync(IPAddress.Parse(address), port, cancellation);
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
