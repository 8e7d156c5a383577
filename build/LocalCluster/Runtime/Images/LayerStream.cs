using Slipway.Formats;

namespace LocalCluster.Runtime.Images;

/// <summary>
/// An uncompressed layer. The reader of tar archives takes what belongs to an entry's header (pax attributes,
/// long names) into memory, at whatever size the archive says, so these headers are looked at before it does.
/// </summary>
internal sealed class LayerStream(Stream content, long most)
    : BoundedStream(content, most, () => new InvalidDataException($"it unpacks to more than {most} bytes"))
{
    private const int Block = 512;
    private const long LongestHeader = 1 << 20;
    private const string Metadata = "xgXLK";
    private readonly byte[] _block = new byte[Block];
    private long _header = long.MaxValue;
    private long _metadata;

    /// <summary>Begins to look: the next block is a header.</summary>
    public void ExpectEntry() => (_header, _metadata) = ((Count + Block - 1) / Block * Block, 0);

    protected override void Saw(ReadOnlySpan<byte> read)
    {
        for (var at = 0; at < read.Length && Count + read.Length > _header; )
        {
            var place = Count + at - _header;
            if (place < 0)
            {
                at = (int)(_header - Count);
                continue;
            }
            var part = read[at..Math.Min(read.Length, at + Block - (int)place)];
            part.CopyTo(_block.AsSpan((int)place));
            at += part.Length;
            if (place + part.Length == Block)
                Look();
        }
    }

    private void Look()
    {
        if (!Metadata.Contains((char)_block[156]))
        {
            _header = long.MaxValue;
            return;
        }
        var size = Size(_block.AsSpan(124, 12));
        _metadata += size;
        if (size < 0 || _metadata > LongestHeader)
            throw new InvalidDataException($"an entry has a header of more than {LongestHeader} bytes");
        _header += Block + ((size + Block - 1) / Block * Block);
    }

    /// <summary>An octal number; negative for the binary form, which no such header needs.</summary>
    private static long Size(ReadOnlySpan<byte> field)
    {
        var size = 0L;
        foreach (var digit in field)
        {
            if (digit is >= (byte)'0' and <= (byte)'7')
                size = (size * 8) + digit - '0';
            else if (digit is not ((byte)' ' or 0))
                return -1;
        }
        return size;
    }
}
