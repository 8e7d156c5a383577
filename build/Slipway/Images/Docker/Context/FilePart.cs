using Slipway.Formats;

namespace Slipway.Images.Docker.Context;

/// <summary>A part of a file, to be read from its beginning to its end.</summary>
internal sealed class FilePart : ReadOnlyStream
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

    public override long Length { get; }

    public override long Position => Length - (_end - _file.Position);

    public override int Read(Span<byte> buffer) => _file.Read(buffer[..Fitting(buffer.Length)]);

    public override ValueTask<int> ReadAsync(
        Memory<byte> buffer,
        CancellationToken cancellationToken = default
    ) => _file.ReadAsync(buffer[..Fitting(buffer.Length)], cancellationToken);

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            _file.Dispose();
        base.Dispose(disposing);
    }

    private int Fitting(int count) => (int)Math.Min(count, _end - _file.Position);
}
