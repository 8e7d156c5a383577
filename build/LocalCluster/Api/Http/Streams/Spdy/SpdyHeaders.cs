using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;

namespace LocalCluster.Api.Http.Streams.Spdy;

/// <summary>
/// Reads the header blocks of a connection (SPDY protocol, draft 3, 2.6.10): all of them are one zlib stream,
/// cut after each block. The BCL's inflater knows no preset dictionaries, but one that has just unpacked the
/// dictionary, put before the client's first bytes as a stored block, refers back to it all the same.
/// </summary>
internal sealed class SpdyHeaders : IDisposable
{
    private const int MostHeaders = 64;
    private const int LongestText = 16 << 10;
    private const byte Deflate = 8;
    private const byte HasDictionary = 0x20;

    private readonly MemoryStream _compressed = new();
    private readonly DeflateStream _plain;
    private bool _hasBegun;

    public SpdyHeaders() => _plain = new DeflateStream(_compressed, CompressionMode.Decompress);

    /// <summary>
    /// A block without headers, as it is sent: stored, and after a zlib header where it is the first. An
    /// empty block flushes it: Go's inflater returns nothing before.
    /// </summary>
    public static byte[] Empty(bool isFirst)
    {
        byte[] block = [.. Stored(sizeof(int)), 0, 0, 0, 0, .. Stored(0)];
        return isFirst ? [0x78, 0x01, .. block] : block;
    }

    /// <summary>The headers of the next block; names are in lower case.</summary>
    /// <exception cref="SpdyProtocolException">The block is broken or too large.</exception>
    public IReadOnlyDictionary<string, string> Read(ReadOnlySpan<byte> block)
    {
        try
        {
            Feed(block);
            var count = Number(MostHeaders);
            var headers = new Dictionary<string, string>(count, StringComparer.OrdinalIgnoreCase);
            for (var i = 0; i < count; i++)
                headers[Text()] = Text();
            return headers;
        }
        catch (Exception e) when (e is InvalidDataException or EndOfStreamException)
        {
            throw new SpdyProtocolException($"A header block cannot be read: {e.Message}");
        }
    }

    public void Dispose() => _plain.Dispose();

    private void Feed(ReadOnlySpan<byte> block)
    {
        if (_compressed.Position == _compressed.Length)
            _compressed.SetLength(0);
        var read = _compressed.Position;
        _compressed.Position = _compressed.Length;
        if (_hasBegun)
            _compressed.Write(block);
        else
            Begin(block);
        _compressed.Position = read;
        if (_hasBegun)
            return;
        _hasBegun = true;
        _plain.ReadExactly(new byte[SpdyDictionary.Bytes.Length]);
    }

    private void Begin(ReadOnlySpan<byte> block)
    {
        if (
            block.Length < 6
            || (block[0] & 0x0f) != Deflate
            || (block[1] & HasDictionary) == 0
            || BinaryPrimitives.ReadUInt32BigEndian(block[2..]) != SpdyDictionary.Id
        )
            throw new SpdyProtocolException("The first header block does not use SPDY's dictionary.");
        _compressed.Write(Stored(SpdyDictionary.Bytes.Length));
        _compressed.Write(SpdyDictionary.Bytes.Span);
        _compressed.Write(block[6..]);
    }

    private string Text()
    {
        var bytes = new byte[Number(LongestText)];
        _plain.ReadExactly(bytes);
        return Encoding.UTF8.GetString(bytes);
    }

    private int Number(int most)
    {
        Span<byte> bytes = stackalloc byte[sizeof(int)];
        _plain.ReadExactly(bytes);
        var number = BinaryPrimitives.ReadUInt32BigEndian(bytes);
        return number <= most ? (int)number : throw new SpdyProtocolException("A header block is too large.");
    }

    /// <summary>The head of a stored block that is not the last (RFC 1951, 3.2.4).</summary>
    private static byte[] Stored(int length) =>
        [0, (byte)length, (byte)(length >> 8), (byte)~length, (byte)(~length >> 8)];
}
