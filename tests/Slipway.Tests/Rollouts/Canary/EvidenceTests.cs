using Slipway.Rollouts.Canary.Judging;

namespace Slipway.Tests.Rollouts.Canary;

public sealed class EvidenceTests
{
    [Theory]
    [InlineData(20, 0.001)]
    [InlineData(5000, 0.01)]
    public void Chances_of_a_share_are_those_of_the_binomial_distribution(long requests, double share)
    {
        var chances = CountProbabilities.OfShare(requests, share);

        Assert.Equal(1, chances.Logs.Sum(Math.Exp), 9);
        Assert.Equal(Math.Pow(1 - share, requests), Math.Exp(chances.Logs[0]), 9);
        Assert.Equal(requests * share, Mean(chances), 6);
    }

    [Fact]
    public void Chances_of_a_split_are_those_of_the_hypergeometric_distribution()
    {
        // 3 hits among 4 + 6 requests: C(4,j)·C(6,3−j)/C(10,3).
        var chances = CountProbabilities.OfSplit(new Proportion(1, 4), new Proportion(2, 6), oddsRatio: 1);

        Assert.Equal([20, 60, 36, 4], chances.Logs.Select(log => Math.Round(120 * Math.Exp(log), 6)));
    }

    [Fact]
    public void More_hits_than_stable_could_have_had_fall_to_the_canary()
    {
        var chances = CountProbabilities.OfSplit(new Proportion(5, 10), new Proportion(2, 3), oddsRatio: 2);

        Assert.Equal(4, chances.First);
        Assert.Equal(4, chances.Logs.Length);
    }

    [Theory]
    [InlineData(0.95)]
    [InlineData(0.1)]
    public void What_evidence_pays_is_fair_while_the_claim_holds(double mostWon)
    {
        var evidence = new Evidence(0.01, new EvidenceLimits(mostWon, 0.05), 6, 20);
        foreach (var claimed in Enumerable.Range(0, 12).Select(_ => CountProbabilities.OfShare(20, 0.01)))
        {
            var expected = claimed.Logs.Select((log, i) => log + evidence.Add(claimed, i).Log).Sum(Math.Exp);
            Assert.InRange(expected, 0.97 * Math.Exp(evidence.Log), 1.000001 * Math.Exp(evidence.Log));
            evidence = evidence.Add(claimed, hits: 1);
        }
    }

    [Fact]
    public void Evidence_never_overshoots_its_proof()
    {
        var evidence = new Evidence(0.01, new EvidenceLimits(0.95, 0.05), 6);
        for (var moment = 0; moment < 10 && !evidence.IsProof; moment++)
            evidence = evidence.Add(CountProbabilities.OfShare(1000, 0.001), hits: 900);

        Assert.True(evidence.IsProof);
        Assert.Equal(-Math.Log(0.01), evidence.Log, 6);
    }

    [Fact]
    public void Limits_lie_apart_as_documented()
    {
        double[] allowed = [0.001, 0.01, 0.05];
        Assert.Equal(
            [0.01, 0.028, 0.085],
            allowed.Select(share => Math.Round(ShareLimits.Of(share).Unacceptable, 3))
        );
        Assert.True(ShareLimits.Of(0).Allowed > 0);
    }

    private static double Mean(CountProbabilities chances) =>
        chances.Logs.Select((log, i) => Math.Exp(log) * (chances.First + i)).Sum();
}
