using Slipway.Formats;

namespace Slipway.Values;

/// <summary>
/// How long something that comes from outside may be. Whoever sends it can then take up only so much memory.
/// </summary>
/// <param name="Bytes">The longest that is read.</param>
/// <param name="What">What it is, as the beginning of a sentence: <c>The answer to 'list pods'</c>.</param>
/// <param name="Where">Where it comes from.</param>
public sealed record BodyLimit(long Bytes, string What, string Where)
{
    /// <summary>One MiB.</summary>
    public const long Mebibyte = 1024 * 1024;

    /// <summary>The same stream, which refuses what is longer.</summary>
    /// <param name="source">The stream, which is closed with the other.</param>
    public BoundedStream Bound(Stream source) => new(source, Bytes, Exceeded);

    /// <summary>All that a stream holds.</summary>
    /// <exception cref="BodyTooLongException">It is longer than the limit.</exception>
    public async Task<byte[]> ReadAllAsync(Stream source, CancellationToken cancellation)
    {
        await using var bounded = Bound(source);
        using var content = new MemoryStream();
        await bounded.CopyToAsync(content, cancellation).ConfigureAwait(false);
        return content.ToArray();
    }

    /// <summary>The refusal of what is longer.</summary>
    public BodyTooLongException Exceeded() => new(this);
}

/// <summary>Something from outside is longer than anything that would make sense; it was not read to its end.</summary>
public sealed class BodyTooLongException(BodyLimit limit)
    : Refusal(
        $"{limit.What} is longer than {limit.Bytes / BodyLimit.Mebibyte} MiB, so the rest was not read.",
        limit.Where,
        "Find out what it sends there: nothing that belongs there is that long."
    );
