using Slipway.Environments;
using Slipway.Rollouts.Canary;
using Slipway.Rollouts.Canary.Judging;

namespace Slipway.Tests.Rollouts.Canary;

public sealed class CanaryDecisionTests
{
    [Theory]
    [InlineData(NoTraffic.Hold, CanaryDecision.Advance, Verdict.Good, Verdict.Good)]
    [InlineData(NoTraffic.Promote, CanaryDecision.Abort, Verdict.Good, Verdict.Bad)]
    [InlineData(NoTraffic.Hold, CanaryDecision.Hold, Verdict.Good, Verdict.Inconclusive)]
    [InlineData(NoTraffic.Abort, CanaryDecision.Abort, Verdict.Good, Verdict.Inconclusive)]
    [InlineData(NoTraffic.Promote, CanaryDecision.Advance, Verdict.Good, Verdict.Inconclusive)]
    [InlineData(NoTraffic.Hold, CanaryDecision.Abort, Verdict.Inconclusive, Verdict.Bad)]
    [InlineData(NoTraffic.Promote, CanaryDecision.Hold)]
    public void One_bad_verdict_aborts_and_the_environment_decides_without_evidence(
        NoTraffic noTraffic,
        CanaryDecision expected,
        params Verdict[] verdicts
    )
    {
        var served = new TrackSummary(0, 0, null, null, null);
        var results = verdicts.Select(verdict => new AnalysisResult(
            "x",
            verdict,
            "",
            0,
            served,
            served,
            default,
            []
        ));

        Assert.Equal(expected, CanaryDecisions.Of(results, noTraffic));
    }
}
