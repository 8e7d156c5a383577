namespace Slipway.Rollouts.Canary.Judging;

/// <summary>
/// Decides on one kind of hit (failed, too slow) while requests come in. Bad takes two proofs: the canary's
/// share is above the SLO's bound, and the canary hits more than stable does in the same seconds. Good takes
/// one of two: the share is not unacceptable, or the canary is not clearly worse than stable. Immutable;
/// docs/verdict.md explains it.
/// </summary>
internal sealed record SequentialTest
{
    // However many requests there are, nothing is good before four seconds were.
    private const double MostWonByGood = 0.3;

    // From these odds ratios on, the canary is clearly worse than stable.
    private const double ClearlyWorse = 3;

    private readonly ShareLimits _limits;
    private Evidence _breached;
    private Evidence _worse;
    private Evidence _kept;
    private Evidence _notWorse;

    /// <summary>A test without any evidence.</summary>
    /// <param name="limits">What the SLO allows.</param>
    /// <param name="rates">How often a verdict may be wrong.</param>
    /// <param name="stake">What one moment may change in the proofs for a bad verdict.</param>
    public SequentialTest(ShareLimits limits, ErrorRates rates, EvidenceLimits stake)
    {
        _limits = limits;
        _breached = new Evidence(rates.Alpha, stake, limits.OddsRatio);
        _worse = new Evidence(rates.Alpha, stake, 6, 20);
        var patient = stake with { MostWon = MostWonByGood };
        // Two ways lead to good; each gets half of the error.
        _kept = new Evidence(rates.Beta / 2, patient, 1 / limits.OddsRatio);
        _notWorse = new Evidence(rates.Beta / 2, patient, 1 / ClearlyWorse);
    }

    /// <summary>The canary's requests so far.</summary>
    public Proportion Canary { get; private init; }

    /// <summary>Stable's requests during the same time.</summary>
    public Proportion Stable { get; private init; }

    /// <summary>What the evidence says.</summary>
    public Verdict Verdict =>
        Bad >= 1 ? Verdict.Bad
        : Good >= 1 ? Verdict.Good
        : Verdict.Inconclusive;

    /// <summary>How much of the evidence for a bad verdict there is; from 1 on it is enough.</summary>
    public double Bad => Math.Max(0, Math.Min(_breached.Part, Compared));

    /// <summary>How much of the evidence for a good verdict there is; from 1 on it is enough.</summary>
    public double Good => Math.Max(0, Math.Max(_kept.Part, _notWorse.Part));

    /// <summary>Whether the canary is good only because stable does no better.</summary>
    public bool StableIsNoBetter => _notWorse.Part >= 1 && _kept.Part < 1;

    // Where stable serves no requests there is nothing to compare with, and the SLO alone judges.
    private double Compared => Stable.Of == 0 ? double.PositiveInfinity : _worse.Part;

    /// <summary>Adds what both tracks served in the same moment.</summary>
    public SequentialTest Add(Proportion canary, Proportion stable) =>
        this with
        {
            Canary = Canary + canary,
            Stable = Stable + stable,
            // What is proven stays proven: the two need not be at their height in the same second.
            _breached = _breached.IsProof
                ? _breached
                : _breached.Add(CountProbabilities.OfShare(canary.Of, _limits.Allowed), canary.Hits),
            _worse = _worse.IsProof
                ? _worse
                : _worse.Add(CountProbabilities.OfSplit(canary, stable, 1), canary.Hits),
            _kept = _kept.Add(CountProbabilities.OfShare(canary.Of, _limits.Unacceptable), canary.Hits),
            _notWorse = _notWorse.Add(CountProbabilities.OfSplit(canary, stable, ClearlyWorse), canary.Hits),
        };

    /// <summary>About how many more canary requests a verdict takes, at the current rates.</summary>
    public long Remaining()
    {
        // A hundred requests as the SLO allows them, as a prior: the first failure must not turn the estimate
        // over.
        const int Prior = 100;
        var share = (Canary.Hits + _limits.Allowed * Prior) / (Canary.Of + Prior);
        var gain =
            share * Math.Log(_limits.OddsRatio)
            + Math.Log((1 - _limits.Unacceptable) / (1 - _limits.Allowed));
        var missing =
            gain < 0 ? _kept.Missing / -gain : Math.Max(_breached.Missing / gain, MissingToCompare());
        return (long)Math.Ceiling(Math.Clamp(missing, 0, 1_000_000));
    }

    private double MissingToCompare() =>
        Stable.Of == 0 ? 0 : _worse.Missing * Canary.Of / Math.Max(_worse.Log, 0.5);
}
