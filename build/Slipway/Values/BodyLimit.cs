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
