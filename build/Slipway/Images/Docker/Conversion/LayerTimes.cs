namespace Slipway.Images.Docker.Conversion;

/// <summary>
/// Sets the times of all entries of a layer to 1970 and leaves every other byte alone: owners, modes, links,
/// capabilities and the order of entries are what the engine made them. Nothing is unpacked here; names are
/// checked where that is done.
/// </summary>
internal static class LayerTimes
{
    // Longer than any path and all attributes that a file system takes for one file.
    private const int ExtendedLimit = 1024 * 1024;

    /// <summary>Copies a layer.</summary>
    /// <exception cref="FormatException">It is not a tar archive.</exception>
    /// <exception cref="EndOfStreamException">It ends too early.</exception>
    public static async Task CopyWithoutAsync(Stream layer, Stream destination, CancellationToken ct)
    {
        long? size = null;
        var header = new TarHeader();
        while (await ReadAsync(layer, header, ct) && !header.IsEnd)
        {
            if (header.IsExtended)
            {
                size = await CopyExtendedAsync(layer, header, destination, ct) ?? size;
                continue;
            }
            header.RemoveTimes();
            await destination.WriteAsync(header.Block, ct);
            await CopySparseAsync(layer, header, destination, ct);
            await CopyAsync(layer, Padded(size ?? header.Size), destination, ct);
            size = null;
        }
        // What fills up the archive behind its end differs between writers; it is read, for its digest.
        await layer.CopyToAsync(Stream.Null, ct);
        await destination.WriteAsync(new byte[2 * TarHeader.BlockSize], ct);
    }

    // An empty stream is an empty layer.
    private static async Task<bool> ReadAsync(Stream layer, TarHeader header, CancellationToken ct)
    {
        var read = await layer.ReadAtLeastAsync(header.Block, TarHeader.BlockSize, false, ct);
        return read is 0 or TarHeader.BlockSize
            ? read > 0
            : throw new EndOfStreamException("A layer ends in the middle of a header.");
    }

    private static async Task<long?> CopyExtendedAsync(
        Stream layer,
        TarHeader header,
        Stream destination,
        CancellationToken ct
    )
    {
        if (header.Size > ExtendedLimit)
            throw new FormatException("An extended header in a layer is too long.");
        var block = new byte[Padded(header.Size)];
        await layer.ReadExactlyAsync(block, ct);
        long? size = null;
        var records = PaxRecords.WithoutTimes(block.AsSpan(0, (int)header.Size), ref size);
        if (records.Length == 0)
            return size;
        header.SetSize(records.Length);
        await destination.WriteAsync(header.Block, ct);
        var padded = new byte[Padded(records.Length)];
        records.CopyTo(padded, 0);
        await destination.WriteAsync(padded, ct);
        return size;
    }

    private static async Task CopySparseAsync(
        Stream layer,
        TarHeader header,
        Stream destination,
        CancellationToken ct
    )
    {
        var block = new byte[TarHeader.BlockSize];
        for (var more = header.HasSparseBlocks; more; more = block[504] != 0)
        {
            await layer.ReadExactlyAsync(block, ct);
            await destination.WriteAsync(block, ct);
        }
    }

    private static async Task CopyAsync(Stream layer, long length, Stream destination, CancellationToken ct)
    {
        var buffer = new byte[81920];
        while (length > 0)
        {
            var part = buffer.AsMemory(0, (int)Math.Min(buffer.Length, length));
            await layer.ReadExactlyAsync(part, ct);
            await destination.WriteAsync(part, ct);
            length -= part.Length;
        }
    }

    private static long Padded(long size) =>
        (size + TarHeader.BlockSize - 1) / TarHeader.BlockSize * TarHeader.BlockSize;
}
