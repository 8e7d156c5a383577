namespace Slipway.Rollouts.Judging;

/// <summary>
/// Likelihood of how the hits of one moment fell to canary and stable, given only how many there were: Fisher's
/// noncentral hypergeometric distribution. The hit rate itself drops out, so it may be anything and change at any time.
/// </summary>
internal static class OddsRatio
{
    /// <summary>
    /// The log likelihood ratio of two odds ratios. With a sure <paramref name="reference"/> or any lower one, its
    /// exponential has an expectation of at most 1 where the alternative is higher (and the other way round).
    /// </summary>
    public static double LogLikelihoodRatio(Proportion canary, Proportion stable, double alternative, double reference)
    {
        var hits = canary.Hits + stable.Hits;
        if (hits == 0 || canary.Of == 0 || stable.Of == 0)
            return 0;
        return canary.Hits * Math.Log(alternative / reference)
            - (LogNorm(canary.Of, stable.Of, hits, alternative) - LogNorm(canary.Of, stable.Of, hits, reference));
    }

    /// <summary>ln Σ C(canary, j)·C(stable, hits−j)·ratio^j, up to a constant that does not depend on the ratio.</summary>
    private static double LogNorm(long canary, long stable, long hits, double ratio)
    {
        var first = Math.Max(0, hits - stable);
        var last = Math.Min(hits, canary);
        double term = first * Math.Log(ratio), largest = term, sum = 1;
        for (var j = first; j < last; j++)
        {
            term += Math.Log((double)(canary - j) * (hits - j) * ratio / ((j + 1.0) * (stable - hits + j + 1)));
            if (term > largest)
                (largest, sum) = (term, sum * Math.Exp(largest - term) + 1);
            else
                sum += Math.Exp(term - largest);
        }
        return largest + Math.Log(sum);
    }
}
