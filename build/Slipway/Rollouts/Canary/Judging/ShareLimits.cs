namespace Slipway.Rollouts.Canary.Judging;

/// <summary>What share of hits is allowed, and what share must not be called good.</summary>
/// <param name="Allowed">The SLO's bound, from 0 to 1.</param>
/// <param name="Unacceptable">A share above it.</param>
internal sealed record ShareLimits(double Allowed, double Unacceptable)
{
    // Where an SLO allows nothing: a share that no few thousand requests could tell from nothing.
    private const double Least = 0.0001;

    // From 0.1 % to 1 %, on the scale on which equal distances need equally many requests (Cohen's h).
    private static readonly double s_distance = Math.Sqrt(0.01) - Math.Sqrt(0.001);

    /// <summary>How many times higher the odds are at the unacceptable share.</summary>
    public double OddsRatio => Unacceptable / (1 - Unacceptable) / (Allowed / (1 - Allowed));

    /// <summary>
    /// The limits of an SLO. The unacceptable share lies as far above the allowed one as some 600 requests
    /// can tell: 0.1 % → 1 %, 1 % → 2.8 %, 5 % → 8.5 %.
    /// </summary>
    /// <param name="allowed">From 0 to 1.</param>
    public static ShareLimits Of(double allowed)
    {
        var low = Math.Clamp(allowed, Least, 0.5);
        var high = Math.Sqrt(low) + s_distance;
        return new ShareLimits(low, high * high);
    }
}
