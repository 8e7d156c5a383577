using System.Buffers.Binary;
using System.Text;

namespace Slipway.Images.Docker.Conversion;

/// <summary>
/// One header block of a tar archive (POSIX.1-2024 pax, "ustar Interchange Format"; GNU tar's "old GNU"
/// form).
/// </summary>
internal sealed class TarHeader
{
    /// <summary>Everything in an archive comes in blocks of this many bytes.</summary>
    public const int BlockSize = 512;

    private static readonly Range s_size = 124..136;
    private static readonly Range s_time = 136..148;
    private static readonly Range s_checksum = 148..156;
    private static readonly Range s_gnuTimes = 345..369;

    public byte[] Block { get; } = new byte[BlockSize];

    /// <summary>Two blocks of zeros end an archive.</summary>
    public bool IsEnd => !Block.AsSpan().ContainsAnyExcept((byte)0);

    /// <summary>
    /// Extended headers: records in place of a file's content, for the next entry or for all.
    /// </summary>
    public bool IsExtended => Type is 'x' or 'g';

    /// <summary>Whether blocks that describe holes follow this one (old GNU form of sparse files).</summary>
    public bool HasSparseBlocks => Type == 'S' && Block[482] != 0;

    private char Type => (char)Block[156];

    private bool IsGnu => Block.AsSpan(257, 8).SequenceEqual("ustar  \0"u8);

    /// <summary>Bytes of content, without what fills up the last block.</summary>
    /// <exception cref="FormatException">The field holds no number.</exception>
    public long Size
    {
        get
        {
            // Links, devices, folders and pipes have no content, whatever the size says.
            if (Type is >= '1' and <= '6')
                return 0;
            var size = Block.AsSpan(s_size);
            // The first bit says that the rest is the number itself, which octal digits could not hold.
            if ((size[0] & 0x80) != 0)
                return Whole(BinaryPrimitives.ReadInt64BigEndian(size[4..]));
            var digits = Encoding.ASCII.GetString(size).Trim('\0', ' ');
            try
            {
                return digits.Length == 0 ? 0 : Whole(Convert.ToInt64(digits, 8));
            }
            catch (Exception e) when (e is ArgumentException or OverflowException or FormatException)
            {
                throw new FormatException("A size in a layer is not a number.", e);
            }
        }
    }

    /// <summary>Sets all times to 1970 and the size to a small one.</summary>
    public void SetSize(int size)
    {
        WriteOctal(s_size, size, 11);
        RemoveTimes();
    }

    /// <summary>Sets all times to 1970.</summary>
    public void RemoveTimes()
    {
        WriteOctal(s_time, 0, 11);
        if (IsGnu)
            Block.AsSpan(s_gnuTimes).Clear();
        Block.AsSpan(s_checksum).Fill((byte)' ');
        var sum = Block.Sum(b => b);
        WriteOctal(s_checksum, sum, 6);
        Block[155] = (byte)' ';
    }

    private static long Whole(long size) =>
        size >= 0 ? size : throw new FormatException("A size in a layer is negative.");

    private void WriteOctal(Range field, int value, int digits)
    {
        var target = Block.AsSpan(field);
        target.Clear();
        Encoding.ASCII.GetBytes(Convert.ToString(value, 8).PadLeft(digits, '0'), target);
    }
}
