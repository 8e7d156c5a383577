using System.Globalization;

namespace LocalCluster.Registry;

/// <summary>Where a chunk of a blob belongs, first and last byte (distribution-spec, Content-Range).</summary>
internal readonly record struct ChunkRange(long From, long Last)
{
    /// <summary>How many bytes it has.</summary>
    public long Length => Last - From + 1;

    /// <summary>Reads <c>0-99</c>, or the form of HTTP, <c>bytes 0-99/*</c>; null if it is neither.</summary>
    public static ChunkRange? Parse(string header)
    {
        var text = header.StartsWith("bytes ", StringComparison.Ordinal) ? header["bytes ".Length..] : header;
        return
            text.Split('/')[0].Split('-') is [var first, var end]
            && long.TryParse(first, NumberStyles.None, CultureInfo.InvariantCulture, out var from)
            && long.TryParse(end, NumberStyles.None, CultureInfo.InvariantCulture, out var last)
            && from <= last
            && last < long.MaxValue
            ? new ChunkRange(from, last)
            : null;
    }
}
