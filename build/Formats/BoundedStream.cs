namespace Slipway.Formats;

/// <summary>
/// Reads what others sent up to a limit, and refuses to go on, however much there is. Everything from outside that takes
/// memory or disk is read through this.
/// </summary>
/// <param name="source">What they sent; disposed of with this.</param>
/// <param name="most">How many bytes may be read.</param>
/// <param name="exceeded">What is thrown if there are more.</param>
public class BoundedStream(Stream source, long most, Func<Exception> exceeded) : ReadOnlyStream
{
    /// <summary>How many bytes were read since the beginning, or since <see cref="Restart"/>.</summary>
    public long Count { get; private set; }

    /// <summary>Counts from here on again: what was read is no longer kept.</summary>
    public void Restart() => Count = 0;

    /// <inheritdoc />
    public sealed override int Read(Span<byte> buffer) =>
        Counted(buffer, source.Read(buffer[..Allowed(buffer.Length)]));

    /// <inheritdoc />
    public sealed override async ValueTask<int> ReadAsync(
        Memory<byte> buffer,
        CancellationToken cancellationToken = default
    )
    {
        var count = await source
            .ReadAsync(buffer[..Allowed(buffer.Length)], cancellationToken)
            .ConfigureAwait(false);
        return Counted(buffer.Span, count);
    }

    /// <summary>Sees what was read before the reader does.</summary>
    protected virtual void Saw(ReadOnlySpan<byte> read) { }

    /// <inheritdoc />
    protected override void Dispose(bool disposing)
    {
        if (disposing)
            source.Dispose();
        base.Dispose(disposing);
    }

    // One byte more than allowed tells a stream that ends in time from one that does not.
    private int Allowed(int wanted) => (int)Math.Min(wanted, Math.Min(wanted, most - Count) + 1);

    private int Counted(Span<byte> buffer, int count)
    {
        if (count > most - Count)
            throw exceeded();
        Saw(buffer[..count]);
        Count += count;
        return count;
    }
}
