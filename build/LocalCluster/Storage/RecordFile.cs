using System.Security.Cryptography;

namespace LocalCluster.Storage;

/// <summary>
/// A file of records, one per line: the first 16 hexadecimal digits of the SHA-256 of the JSON, and the JSON.
/// </summary>
internal static class RecordFile
{
    private const int HashLength = 16;

    public static void Write(Stream stream, Record record)
    {
        var json = record.ToBytes();
        stream.Write(Hash(json));
        stream.WriteByte((byte)' ');
        stream.Write(json);
        stream.WriteByte((byte)'\n');
    }

    /// <summary>
    /// The records up to the first damaged line, the length of the file up to there, and whether that is all.
    /// </summary>
    public static (List<Record> Records, long Length, bool Whole) Read(string path)
    {
        var records = new List<Record>();
        var bytes = File.ReadAllBytes(path).AsSpan();
        var position = 0;
        while (position < bytes.Length)
        {
            var rest = bytes[position..];
            var end = rest.IndexOf((byte)'\n');
            if (end <= HashLength || !Hash(rest[(HashLength + 1)..end]).SequenceEqual(rest[..HashLength]))
                return (records, position, false);
            records.Add(Record.Parse(rest[(HashLength + 1)..end]));
            position += end + 1;
        }
        return (records, position, true);
    }

    private static ReadOnlySpan<byte> Hash(ReadOnlySpan<byte> json)
    {
        var hex = Convert.ToHexStringLower(SHA256.HashData(json).AsSpan(0, HashLength / 2));
        return System.Text.Encoding.ASCII.GetBytes(hex);
    }
}
