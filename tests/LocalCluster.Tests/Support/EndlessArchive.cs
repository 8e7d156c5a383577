using System.Globalization;
using System.Text;
using Slipway.Formats;

namespace LocalCluster.Tests.Support;

/// <summary>A tar archive of the same entry again and again, or of one entry whose content never ends.</summary>
/// <param name="type">The entry's type flag.</param>
/// <param name="size">How many bytes of content its header says it has.</param>
internal sealed class EndlessArchive(char type, long size) : ReadOnlyStream
{
    private readonly byte[] _header = Header(type, size);

    /// <summary>How many bytes were asked for.</summary>
    public long Count { get; private set; }

    public override long Position => Count;

    public override int Read(Span<byte> buffer)
    {
        var period = 512 + ((size + 511) / 512 * 512);
        for (var i = 0; i < buffer.Length; i++, Count++)
            buffer[i] = Count % period < 512 ? _header[Count % period] : (byte)'a';
        return buffer.Length;
    }

    public override ValueTask<int> ReadAsync(
        Memory<byte> buffer,
        CancellationToken cancellationToken = default
    ) => ValueTask.FromResult(Read(buffer.Span));

    private static byte[] Header(char type, long size)
    {
        var header = new byte[512];
        Put(0, "entry");
        Put(100, "0000644");
        Put(108, "0000000");
        Put(116, "0000000");
        Put(124, Convert.ToString(size, 8).PadLeft(11, '0'));
        Put(136, "00000000000");
        Put(148, "        ");
        Put(156, type.ToString());
        Put(257, "ustar\0" + "00");
        Put(148, Convert.ToString(header.Sum(b => b), 8).PadLeft(6, '0') + "\0 ");
        return header;

        void Put(int place, string text) => Encoding.ASCII.GetBytes(text).CopyTo(header, place);
    }
}
