using System.Buffers;
using System.Net.Sockets;

namespace LocalCluster.Network;

/// <summary>Joins two connections, each direction by itself, until both are closed or one breaks.</summary>
internal static class SocketPump
{
    private const int BufferSize = 32 << 10;

    public static async Task JoinAsync(Socket one, Socket other)
    {
        try
        {
            await Task.WhenAll(CopyAsync(one, other), CopyAsync(other, one));
        }
        catch (SocketException)
        {
            // A reset is passed on as one.
            one.LingerState = other.LingerState = new LingerOption(true, 0);
        }
        catch (ObjectDisposedException)
        {
            // The other direction broke.
        }
    }

    private static async Task CopyAsync(Socket from, Socket to)
    {
        try
        {
            int count;
            while ((count = await PassAsync(from, to)) > 0)
            {
                // One buffer at a time.
            }
            to.Shutdown(SocketShutdown.Send);
        }
        catch (SocketException)
        {
            from.Dispose();
            to.Dispose();
            throw;
        }
    }

    /// <summary>
    /// A buffer is only held while there is something to pass on, so that idle connections cost nothing.
    /// </summary>
    private static async Task<int> PassAsync(Socket from, Socket to)
    {
        await from.ReceiveAsync(Memory<byte>.Empty, SocketFlags.None);
        var buffer = ArrayPool<byte>.Shared.Rent(BufferSize);
        try
        {
            var count = await from.ReceiveAsync(buffer.AsMemory(), SocketFlags.None);
            for (var sent = 0; sent < count; )
                sent += await to.SendAsync(buffer.AsMemory(sent, count - sent), SocketFlags.None);
            return count;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }
}
