using System.Buffers.Binary;

namespace LocalCluster.Api.Http.Streams.Spdy;

/// <summary>The types of control frames (SPDY protocol, draft 3.1, 2.6).</summary>
internal enum SpdyFrameType
{
    SynStream = 1,
    SynReply = 2,
    RstStream = 3,
    Settings = 4,
    Ping = 6,
    GoAway = 7,
    Headers = 8,
    WindowUpdate = 9,
}

/// <summary>The first eight bytes of a frame (SPDY protocol, draft 3.1, 2.2). Pure.</summary>
/// <param name="Type">The type of a control frame; null for data.</param>
/// <param name="Stream">The stream of a data frame; 0 for a control frame.</param>
/// <param name="Flags">The flags.</param>
/// <param name="Length">How many bytes follow.</param>
internal readonly record struct SpdyFrame(SpdyFrameType? Type, int Stream, byte Flags, int Length)
{
    /// <summary>The length of this head in bytes.</summary>
    public const int HeadLength = 8;

    /// <summary>The flag of the last frame of a stream's direction.</summary>
    public const byte Fin = 1;

    private const uint Version = 3;

    /// <summary>Whether the sender will send nothing more on the stream.</summary>
    public bool IsLast => (Flags & Fin) != 0;

    /// <exception cref="SpdyProtocolException">It is of another version of the protocol.</exception>
    public static SpdyFrame Parse(ReadOnlySpan<byte> head)
    {
        var first = BinaryPrimitives.ReadUInt32BigEndian(head);
        var second = BinaryPrimitives.ReadUInt32BigEndian(head[4..]);
        var (flags, length) = ((byte)(second >> 24), (int)(second & 0xffffff));
        if (first >> 31 == 0)
            return new SpdyFrame(null, (int)first, flags, length);
        var version = (first >> 16) & 0x7fff;
        return version == Version
            ? new SpdyFrame((SpdyFrameType)(first & 0xffff), 0, flags, length)
            : throw new SpdyProtocolException(
                $"A frame is of SPDY version {version}; only 3 is spoken here."
            );
    }

    public void Write(Span<byte> head)
    {
        var first = Type is { } type ? 0x80000000 | (Version << 16) | (uint)type : (uint)Stream;
        BinaryPrimitives.WriteUInt32BigEndian(head, first);
        BinaryPrimitives.WriteUInt32BigEndian(head[4..], ((uint)Flags << 24) | (uint)Length);
    }
}

/// <summary>The client broke the rules of SPDY; the connection cannot go on.</summary>
internal sealed class SpdyProtocolException(string message) : Exception(message);
