namespace Slipway.Rollouts.Canary.Judging;

/// <summary>What the evidence says about a canary.</summary>
public enum Verdict
{
    /// <summary>Not enough evidence (yet) to say either.</summary>
    Inconclusive,

    /// <summary>It meets the SLO, or at least is no worse than stable.</summary>
    Good,

    /// <summary>It breaks the SLO and is worse than stable was at the same time.</summary>
    Bad,
}

/// <summary>A verdict with its reasons.</summary>
/// <param name="Verdict">What the evidence says.</param>
/// <param name="Reason">Why, in one sentence for people.</param>
/// <param name="Confidence">
/// From 0 to 1: one minus the largest chance with which such evidence could arise if the verdict were wrong.
/// Before a verdict: that of the nearer one.
/// </param>
/// <param name="Remaining">
/// About how many more canary requests a verdict takes; null where nothing tells.
/// </param>
public sealed record Judgement(Verdict Verdict, string Reason, double Confidence, long? Remaining);

/// <summary>How often a verdict may be wrong, however often one looks.</summary>
/// <param name="Alpha">The chance that a canary which is not bad is condemned.</param>
/// <param name="Beta">The chance that a canary which fails far more than allowed is called good.</param>
public sealed record ErrorRates(double Alpha = 0.01, double Beta = 0.01);
