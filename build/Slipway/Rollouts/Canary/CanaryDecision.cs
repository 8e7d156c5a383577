using Slipway.Environments;
using Slipway.Rollouts.Canary.Judging;

namespace Slipway.Rollouts.Canary;

/// <summary>What a canary does after an analysis.</summary>
public enum CanaryDecision
{
    /// <summary>It continues with its next step.</summary>
    Advance,

    /// <summary>It stays at its step until someone promotes or rolls back.</summary>
    Hold,

    /// <summary>It is removed.</summary>
    Abort,
}

/// <summary>
/// Turns verdicts into a decision. The services of a release go through the steps together.
/// </summary>
public static class CanaryDecisions
{
    /// <summary>
    /// One bad verdict aborts all; where evidence is missing, the environment decides; only when every
    /// verdict is good, or the environment lets the inconclusive ones pass, the canary advances.
    /// </summary>
    public static CanaryDecision Of(IEnumerable<AnalysisResult> results, NoTraffic noTraffic) =>
        results.Select(result => Of(result.Verdict, noTraffic)).DefaultIfEmpty(CanaryDecision.Hold).Max();

    private static CanaryDecision Of(Verdict verdict, NoTraffic noTraffic) =>
        (verdict, noTraffic) switch
        {
            (Verdict.Good, _) => CanaryDecision.Advance,
            (Verdict.Bad, _) => CanaryDecision.Abort,
            (_, NoTraffic.Promote) => CanaryDecision.Advance,
            (_, NoTraffic.Abort) => CanaryDecision.Abort,
            _ => CanaryDecision.Hold,
        };
}
