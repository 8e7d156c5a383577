using System.Buffers;
using System.Globalization;
using System.Net.Sockets;
using System.Text;
using System.Text.Json.Nodes;
using LocalCluster.Api.Http.Streams.Spdy;
using LocalCluster.Api.Pods;
using LocalCluster.Objects;

namespace LocalCluster.Api.Http.Streams;

/// <summary>
/// The connections of one <c>port-forward</c>: the client opens two streams for each, one for its data and
/// one for what went wrong, which carry the same request id.
/// </summary>
internal sealed class PortForwardSession(SpdyConnection connection, JsonObject pod, IContainerStreams runtime)
{
    private const int PartSize = 32 << 10;
    private readonly Dictionary<string, SpdyStream> _waiting = [];

    /// <param name="closed">Cancelled when the client has gone; that ends all connections.</param>
    public async Task RunAsync(CancellationToken closed)
    {
        var open = new List<Task>();
        await foreach (var stream in connection.Opened.ReadAllAsync(CancellationToken.None))
        {
            open.RemoveAll(task => task.IsCompletedSuccessfully);
            var request = stream.Header("requestid");
            if (!_waiting.Remove(request, out var other))
                _waiting[request] = stream;
            else if (stream.Header("streamtype") == "data")
                open.Add(ForwardAsync(stream, other, closed));
            else
                open.Add(ForwardAsync(other, stream, closed));
        }
        await Task.WhenAll(open);
    }

    private async Task ForwardAsync(SpdyStream data, SpdyStream error, CancellationToken closed)
    {
        try
        {
            await PassAsync(data, closed);
        }
        catch (IOException e) when (!closed.IsCancellationRequested)
        {
            await TellAsync(error, data, e.Message, closed);
        }
        catch (Exception e)
            when (closed.IsCancellationRequested && e is OperationCanceledException or IOException)
        {
            return; // The client has gone.
        }
        await data.EndAsync(closed);
        await error.EndAsync(closed);
    }

    private async Task PassAsync(SpdyStream data, CancellationToken closed)
    {
        if (
            !int.TryParse(data.Header("port"), CultureInfo.InvariantCulture, out var port)
            || port is < 1 or > ushort.MaxValue
        )
            throw new IOException($"\"{data.Header("port")}\" is not a valid port");
        var socket = await runtime.ConnectAsync(pod, port, closed);
        await using var target = new NetworkStream(socket, ownsSocket: true);
        using var over = CancellationTokenSource.CreateLinkedTokenSource(closed);
        var sending = SendAsync(data, target, over);
        try
        {
            await ReceiveAsync(target, data, over.Token);
        }
        catch (OperationCanceledException) when (!closed.IsCancellationRequested)
        {
            // The client gave this connection up.
        }
        finally
        {
            await over.CancelAsync();
            await sending;
        }
    }

    private static async Task SendAsync(SpdyStream data, NetworkStream target, CancellationTokenSource over)
    {
        try
        {
            try
            {
                await data.Input.CopyToAsync(target, over.Token);
                target.Socket.Shutdown(SocketShutdown.Send);
            }
            catch (IOException)
            {
                // The pod takes no more, but may still have something to say.
                await data.Input.CopyToAsync(Stream.Null, over.Token);
            }
        }
        catch (Exception e) when (e is OperationCanceledException or IOException or SocketException)
        {
            await over.CancelAsync();
        }
    }

    private static async Task ReceiveAsync(NetworkStream target, SpdyStream data, CancellationToken over)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(PartSize);
        try
        {
            int count;
            while ((count = await target.ReadAsync(buffer.AsMemory(0, PartSize), over)) > 0)
                await data.WriteAsync(buffer.AsMemory(0, count), over);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private async Task TellAsync(SpdyStream error, SpdyStream data, string why, CancellationToken closed) =>
        await error.WriteAsync(
            Encoding.UTF8.GetBytes(
                $"error forwarding port {data.Header("port")} to pod {pod.Name()}, uid {pod.Uid()}: {why}"
            ),
            closed
        );
}
