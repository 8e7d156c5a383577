namespace LocalCluster.Runtime.Images;

/// <summary>Reads no more than so many bytes of what others sent, however much there is.</summary>
/// <param name="inner">What they sent; disposed of with this.</param>
/// <param name="most">How many bytes may be read.</param>
/// <param name="refusal">Why it is refused if there are more.</param>
internal class BoundedStream(Stream inner, long most, string refusal) : Stream
{
    /// <summary>How many bytes were read.</summary>
    public long Count { get; private set; }

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    /// <exception cref="InvalidDataException">There are more bytes than may be read.</exception>
    public override int Read(Span<byte> buffer) =>
        Counted(buffer, inner.Read(buffer[..Allowed(buffer.Length)]));

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    /// <inheritdoc cref="Read(Span{byte})"/>
    public override async ValueTask<int> ReadAsync(
        Memory<byte> buffer,
        CancellationToken cancellationToken = default
    )
    {
        var count = await inner.ReadAsync(buffer[..Allowed(buffer.Length)], cancellationToken);
        return Counted(buffer.Span, count);
    }

    public override Task<int> ReadAsync(
        byte[] buffer,
        int offset,
        int count,
        CancellationToken cancellationToken
    ) => ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override void Flush() { }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    /// <summary>Sees what was read before the reader does.</summary>
    protected virtual void Saw(ReadOnlySpan<byte> read) { }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            inner.Dispose();
        base.Dispose(disposing);
    }

    // One byte more than allowed tells a stream that ends in time from one that does not.
    private int Allowed(int wanted) => (int)Math.Min(wanted, most - Count + 1);

    private int Counted(Span<byte> buffer, int count)
    {
        if (Count + count > most)
            throw new InvalidDataException(refusal);
        Saw(buffer[..count]);
        Count += count;
        return count;
    }
}
