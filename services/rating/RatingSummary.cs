namespace Rating;

/// <summary>All ratings of a record as one.</summary>
/// <param name="Average">Rounded to two decimals; null when nobody rated yet.</param>
/// <param name="Count">How many users rated.</param>
public sealed record RatingSummary(double? Average, int Count)
{
    /// <summary>Sums ratings up.</summary>
    public static RatingSummary Of(IReadOnlyCollection<int> values) =>
        values.Count == 0
            ? new RatingSummary(null, 0)
            : new RatingSummary(Math.Round(values.Average(), 2, MidpointRounding.AwayFromZero), values.Count);
}
