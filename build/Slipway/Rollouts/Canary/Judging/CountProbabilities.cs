namespace Slipway.Rollouts.Canary.Judging;

/// <summary>How likely each count of hits among the canary's requests is, if some claim holds.</summary>
/// <param name="First">The lowest count that can be.</param>
/// <param name="Logs">The logarithm of the chance of that count and of those after it.</param>
internal readonly record struct CountProbabilities(long First, double[] Logs)
{
    /// <summary>Each request hits with the same chance (the binomial distribution).</summary>
    public static CountProbabilities OfShare(long requests, double share) =>
        From(0, requests, j => (double)(requests - j) / (j + 1) * share / (1 - share));

    /// <summary>
    /// Canary and stable together hit so often; which of them did is up to the odds ratio between them
    /// (Fisher's noncentral hypergeometric distribution). How likely a hit is at all drops out, so it may
    /// change at any time.
    /// </summary>
    public static CountProbabilities OfSplit(Proportion canary, Proportion stable, double oddsRatio)
    {
        var hits = canary.Hits + stable.Hits;
        return From(Math.Max(0, hits - stable.Of), Math.Min(hits, canary.Of), j =>
            (double)(canary.Of - j) / (j + 1) * (hits - j) / (stable.Of - hits + j + 1) * oddsRatio
        );
    }

    /// <param name="first">The lowest count.</param>
    /// <param name="last">The highest count.</param>
    /// <param name="growth">How much likelier the count after this one is.</param>
    private static CountProbabilities From(long first, long last, Func<long, double> growth)
    {
        var logs = new double[last - first + 1];
        for (var i = 1; i < logs.Length; i++)
            logs[i] = logs[i - 1] + Math.Log(growth(first + i - 1));
        var sum = SumOf(logs);
        return new CountProbabilities(first, Array.ConvertAll(logs, log => log - sum));
    }

    /// <summary>The logarithm of a sum of numbers that are given by their logarithms.</summary>
    public static double SumOf(double[] logs)
    {
        var largest = logs.Max();
        return largest + Math.Log(logs.Sum(log => Math.Exp(log - largest)));
    }
}
