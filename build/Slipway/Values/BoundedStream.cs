namespace Slipway.Values;

/// <summary>
/// Reads another stream up to a limit, and then refuses to go on. Everything that comes from outside and is kept in memory is
/// read through this.
/// </summary>
/// <param name="source">The stream, which is closed with this one.</param>
/// <param name="limit">How much of it is read.</param>
public sealed class BoundedStream(Stream source, BodyLimit limit) : Stream
{
    private long _read;

    /// <summary>All that a stream holds.</summary>
    /// <exception cref="BodyTooLongException">It is longer than the limit.</exception>
    public static async Task<byte[]> ReadAllAsync(
        Stream source,
        BodyLimit limit,
        CancellationToken cancellation
    )
    {
        await using var bounded = new BoundedStream(source, limit);
        using var content = new MemoryStream();
        await bounded.CopyToAsync(content, cancellation).ConfigureAwait(false);
        return content.ToArray();
    }

    /// <summary>Counts from here on again: what was read is no longer kept.</summary>
    public void Restart() => _read = 0;

    /// <inheritdoc />
    public override bool CanRead => true;

    /// <inheritdoc />
    public override bool CanSeek => false;

    /// <inheritdoc />
    public override bool CanWrite => false;

    /// <inheritdoc />
    public override long Length => throw new NotSupportedException();

    /// <inheritdoc />
    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    /// <inheritdoc />
    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    /// <inheritdoc />
    public override int Read(Span<byte> buffer) => Counted(source.Read(buffer));

    /// <inheritdoc />
    public override Task<int> ReadAsync(
        byte[] buffer,
        int offset,
        int count,
        CancellationToken cancellationToken
    ) => ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    /// <inheritdoc />
    public override async ValueTask<int> ReadAsync(
        Memory<byte> buffer,
        CancellationToken cancellationToken = default
    ) => Counted(await source.ReadAsync(buffer, cancellationToken).ConfigureAwait(false));

    /// <inheritdoc />
    public override void Flush() { }

    /// <inheritdoc />
    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    /// <inheritdoc />
    public override void SetLength(long value) => throw new NotSupportedException();

    /// <inheritdoc />
    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    /// <inheritdoc />
    protected override void Dispose(bool disposing)
    {
        if (disposing)
            source.Dispose();
        base.Dispose(disposing);
    }

    private int Counted(int read) => (_read += read) <= limit.Bytes ? read : throw limit.Exceeded();
}
