using System.Net.Sockets;

namespace Docker.DotNet.Transport;

/// <summary>
/// A connection that the engine has taken over from HTTP for both directions (Docker Engine API, "Attach to a
/// container", hijacking).
/// </summary>
/// <param name="stream">What is left of the connection.</param>
/// <param name="connection">The connection below it, where one direction of it can end by itself.</param>
/// <param name="client">Owns the connection.</param>
internal sealed class HijackedStream(Stream stream, Socket? connection, IDisposable client) : Stream
{
    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    /// <summary>Nothing more will be written.</summary>
    public void CloseWrite() => connection?.Shutdown(SocketShutdown.Send);

    public override int Read(byte[] buffer, int offset, int count) => stream.Read(buffer, offset, count);

    public override ValueTask<int> ReadAsync(
        Memory<byte> buffer,
        CancellationToken cancellationToken = default
    ) => stream.ReadAsync(buffer, cancellationToken);

    public override void Write(byte[] buffer, int offset, int count) => stream.Write(buffer, offset, count);

    public override ValueTask WriteAsync(
        ReadOnlyMemory<byte> buffer,
        CancellationToken cancellationToken = default
    ) => stream.WriteAsync(buffer, cancellationToken);

    public override void Flush() => stream.Flush();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            stream.Dispose();
            client.Dispose();
        }
        base.Dispose(disposing);
    }
}
