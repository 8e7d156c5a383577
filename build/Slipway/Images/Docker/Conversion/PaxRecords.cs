using System.Buffers.Text;

namespace Slipway.Images.Docker.Conversion;

/// <summary>
/// The records of a tar archive's extended header (POSIX.1-2024 pax, "Extended Header":
/// <c>length key=value</c> and a line feed). Values are bytes, not text: capabilities of files are kept here.
/// </summary>
internal static class PaxRecords
{
    /// <summary>The same records without those of times.</summary>
    /// <param name="records">All records.</param>
    /// <param name="size">Is set where a record gives the size of the content.</param>
    /// <exception cref="FormatException">The records are malformed.</exception>
    public static byte[] WithoutTimes(ReadOnlySpan<byte> records, ref long? size)
    {
        var kept = new List<byte>(records.Length);
        while (records.Length > 0)
        {
            var record = First(records, out var text);
            records = records[record.Length..];
            if (text.StartsWith("size="u8))
                size = Number(text[5..]);
            var time =
                text.StartsWith("mtime="u8)
                || text.StartsWith("atime="u8)
                || text.StartsWith("ctime="u8)
                || text.StartsWith("LIBARCHIVE.creationtime="u8);
            if (!time)
                kept.AddRange(record);
        }
        return [.. kept];
    }

    private static ReadOnlySpan<byte> First(ReadOnlySpan<byte> records, out ReadOnlySpan<byte> text)
    {
        var space = records.IndexOf((byte)' ');
        var length = space > 0 ? Number(records[..space]) : 0;
        if (length <= space + 1 || length > records.Length || records[(int)length - 1] != '\n')
            throw new FormatException("An extended header in a layer is malformed.");
        text = records[(space + 1)..((int)length - 1)];
        return records[..(int)length];
    }

    private static long Number(ReadOnlySpan<byte> digits) =>
        Utf8Parser.TryParse(digits, out long number, out var used) && used == digits.Length && number >= 0
            ? number
            : throw new FormatException("An extended header in a layer has no number where one is required.");
}
