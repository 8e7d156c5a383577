using System.Text;

namespace LocalCluster.Objects.Protobuf;

/// <summary>The fields of an encoded message, by number (Protocol Buffers' wire format).</summary>
internal sealed class WireMessage
{
    private readonly Dictionary<int, List<WireValue>> _fields = [];

    /// <exception cref="FormatException">The bytes are not a message.</exception>
    public WireMessage(ReadOnlyMemory<byte> bytes)
    {
        var position = 0;
        while (position < bytes.Length)
        {
            var tag = Varint(bytes.Span, ref position);
            var value = (tag & 7) switch
            {
                0 => new WireValue(Varint(bytes.Span, ref position), default),
                1 => new WireValue(0, Take(bytes, 8, ref position)),
                2 => new WireValue(0, Take(bytes, (long)Varint(bytes.Span, ref position), ref position)),
                5 => new WireValue(0, Take(bytes, 4, ref position)),
                _ => throw new FormatException("a message contains a field of unknown wire type"),
            };
            var number = (int)(tag >> 3);
            if (!_fields.TryGetValue(number, out var values))
                _fields[number] = values = [];
            values.Add(value);
        }
    }

    /// <summary>The values of a field, in order; empty if it is not set.</summary>
    public IReadOnlyList<WireValue> this[int number] => _fields.GetValueOrDefault(number, []);

    private static ulong Varint(ReadOnlySpan<byte> bytes, ref int position)
    {
        ulong result = 0;
        for (var shift = 0; shift < 64 && position < bytes.Length; shift += 7)
        {
            var part = bytes[position++];
            result |= (ulong)(part & 0x7f) << shift;
            if (part < 0x80)
                return result;
        }
        throw new FormatException("a message is cut off");
    }

    private static ReadOnlyMemory<byte> Take(ReadOnlyMemory<byte> bytes, long length, ref int position)
    {
        if (length < 0 || length > bytes.Length - position)
            throw new FormatException("a message is cut off");
        var taken = bytes.Slice(position, (int)length);
        position += (int)length;
        return taken;
    }
}

/// <summary>A value of a field: a number, or bytes.</summary>
internal readonly record struct WireValue(ulong Number, ReadOnlyMemory<byte> Bytes)
{
    public string Text => Encoding.UTF8.GetString(Bytes.Span);

    public WireMessage Message => new(Bytes);
}
