using System.Net.WebSockets;

namespace LocalCluster.Api.Http.Streams.WebSockets;

/// <summary>
/// Channels as messages of a WebSocket: the first byte of a message names its channel (Kubernetes'
/// subprotocols v4.channel.k8s.io and v5.channel.k8s.io).
/// </summary>
internal sealed class WebSocketChannels : IDisposable
{
    /// <summary>The number of channels; the last is that of the terminal's size.</summary>
    public const int Count = 5;

    private const byte Ending = 255;
    private const int LargestPart = 32 << 10;

    private readonly SemaphoreSlim _turn = new(1, 1);
    private readonly byte[] _buffer = new byte[LargestPart];
    private readonly WebSocket _socket;
    private readonly bool _canEndInput;
    private readonly WebSocketChannel[] _channels;

    /// <param name="socket">The connection.</param>
    /// <param name="canEndInput">Whether channel 255 ends another one, as in v5.</param>
    public WebSocketChannels(WebSocket socket, bool canEndInput)
    {
        (_socket, _canEndInput) = (socket, canEndInput);
        _channels =
        [
            .. Enumerable.Range(0, Count).Select(number => new WebSocketChannel(this, (byte)number)),
        ];
    }

    /// <summary>A channel by its number.</summary>
    public WebSocketChannel this[int number] => _channels[number];

    /// <summary>Reads messages until the client closes the connection.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        try
        {
            while (await TakeMessageAsync(cancellationToken))
            {
                // One message after the other.
            }
        }
        catch (WebSocketException)
        {
            // The connection broke; that ends it like any other end.
        }
        finally
        {
            foreach (var channel in _channels)
                channel.Receiving.End("The connection was closed.");
        }
    }

    /// <summary>Sends one message.</summary>
    /// <exception cref="IOException">The connection broke.</exception>
    public async ValueTask SendAsync(
        byte channel,
        ReadOnlyMemory<byte> data,
        CancellationToken cancellationToken
    )
    {
        byte[] message = [channel, .. data.Span];
        await _turn.WaitAsync(cancellationToken);
        try
        {
            // A started message must be sent completely; closing the connection ends this too.
            await _socket.SendAsync(message, WebSocketMessageType.Binary, true, CancellationToken.None);
        }
        catch (WebSocketException e)
        {
            throw new IOException(e.Message, e);
        }
        finally
        {
            _turn.Release();
        }
    }

    public void Dispose() => _turn.Dispose();

    /// <returns>False when the client has closed the connection.</returns>
    private async Task<bool> TakeMessageAsync(CancellationToken cancellationToken)
    {
        byte? channel = null;
        while (true)
        {
            var part = await _socket.ReceiveAsync(_buffer.AsMemory(), cancellationToken);
            if (part.MessageType == WebSocketMessageType.Close)
                return false;
            var data = _buffer.AsMemory(0, part.Count);
            if (channel is null && data.Length > 0)
            {
                channel = data.Span[0];
                data = data[1..];
            }
            await TakeAsync(channel, data, cancellationToken);
            if (part.EndOfMessage)
                return true;
        }
    }

    private async ValueTask TakeAsync(
        byte? channel,
        ReadOnlyMemory<byte> data,
        CancellationToken cancellationToken
    )
    {
        if (channel < Count)
            await _channels[channel.Value].Receiving.ReceiveAsync(data, cancellationToken);
        else if (channel == Ending && _canEndInput && data.Length > 0 && data.Span[0] < Count)
            _channels[data.Span[0]].Receiving.End();
    }
}
