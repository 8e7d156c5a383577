namespace Slipway.Images.Docker.Context;

/// <summary>A part of a file, to be read from its beginning to its end.</summary>
internal sealed class FilePart : Stream
{
    private readonly FileStream _file;
    private readonly long _end;

    public FilePart(string file, long offset, long length)
    {
        _file = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.Read, 81920)
        {
            Position = offset,
        };
        (Length, _end) = (length, offset + length);
    }

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length { get; }

    public override long Position
    {
        get => Length - (_end - _file.Position);
        set => throw new NotSupportedException();
    }

    public override int Read(Span<byte> buffer) => _file.Read(buffer[..Fitting(buffer.Length)]);

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override ValueTask<int> ReadAsync(
        Memory<byte> buffer,
        CancellationToken cancellationToken = default
    ) => _file.ReadAsync(buffer[..Fitting(buffer.Length)], cancellationToken);

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

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            _file.Dispose();
        base.Dispose(disposing);
    }

    private int Fitting(int count) => (int)Math.Min(count, _end - _file.Position);
}
