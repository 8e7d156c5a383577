namespace Rating;

/// <summary>Average and number of a record's ratings.</summary>
/// <param name="Average">Rounded to two decimals; null without ratings.</param>
/// <param name="Count">How many users rated.</param>
public sealed record RatingSummary(double? Average, int Count)
{
    /// <summary>Summarizes ratings.</summary>
    public static RatingSummary Of(IReadOnlyCollection<int> values) =>
        values.Count == 0
            ? new RatingSummary(null, 0)
            : new RatingSummary(Math.Round(values.Average(), 2, MidpointRounding.AwayFromZero), values.Count);
}
