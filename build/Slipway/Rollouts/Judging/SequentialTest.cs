namespace Slipway.Rollouts.Judging;

/// <summary>
/// Decides on one kind of hit (failed, too slow) while requests come in. Bad takes two proofs: the canary's share is
/// above the SLO's bound, and the canary hits more than stable did in the same seconds. Good takes one of: the share is
/// not unacceptable, or the canary is not clearly worse than stable. Immutable; docs/verdict.md explains it.
/// </summary>
internal sealed record SequentialTest
{
    // How many times worse than stable a canary may be; a mixture, since nobody knows beforehand.
    private static readonly double[] Worse = [3, 10, 30, 100];

    private readonly ShareLimits _limits;
    private readonly double _badAt;
    private readonly double _goodAt;
    private readonly int _moments;
    private Evidence _breach = Evidence.None();
    private Evidence _kept = Evidence.None();
    private Evidence _worse = Evidence.None(Worse.Length);
    private Evidence _notWorse = Evidence.None();

    /// <summary>A test without any evidence.</summary>
    /// <param name="limits">What the SLO allows.</param>
    /// <param name="rates">How often a verdict may be wrong.</param>
    /// <param name="moments">In how many moments, at least, evidence must show.</param>
    public SequentialTest(ShareLimits limits, ErrorRates rates, int moments)
    {
        _limits = limits;
        _badAt = -Math.Log(rates.Alpha);
        // Two ways lead to good; each gets half of the error.
        _goodAt = -Math.Log(rates.Beta / 2);
        _moments = moments;
    }

    /// <summary>The canary's requests so far.</summary>
    public Proportion Canary { get; private init; }

    /// <summary>Stable's requests during the same time.</summary>
    public Proportion Stable { get; private init; }

    /// <summary>What the evidence says.</summary>
    public Verdict Verdict => Bad >= 1 ? Verdict.Bad : Good >= 1 ? Verdict.Good : Verdict.Inconclusive;

    /// <summary>How much of the evidence for a bad verdict there is; from 1 on it is enough.</summary>
    public double Bad => Math.Max(0, Math.Min(_breach.Log, ComparedLog) / _badAt);

    /// <summary>How much of the evidence for a good verdict there is; from 1 on it is enough.</summary>
    public double Good => Math.Max(0, Math.Max(_kept.Log, _notWorse.Log) / _goodAt);

    /// <summary>Whether the canary breaks the SLO but stable does no better.</summary>
    public bool StableIsNoBetter => _notWorse.Log >= _goodAt && _kept.Log < _goodAt;

    // Where stable serves nobody there is nothing to compare with, and the SLO alone judges.
    private double ComparedLog => Stable.Of == 0 ? double.PositiveInfinity : _worse.Log;

    /// <summary>Adds what both tracks served in the same moment.</summary>
    public SequentialTest Add(Proportion canary, Proportion stable)
    {
        var breach = LogLikelihoodRatio(canary);
        return this with
        {
            Canary = Canary + canary,
            Stable = Stable + stable,
            _breach = _breach.Add(_badAt / _moments, _ => breach),
            _kept = _kept.Add(_goodAt / _moments, _ => -breach),
            _worse = _worse.Add(
                _badAt / _moments, part => OddsRatio.LogLikelihoodRatio(canary, stable, Worse[part], 1)),
            _notWorse = _notWorse.Add(
                _goodAt / _moments, _ => OddsRatio.LogLikelihoodRatio(canary, stable, 1, Worse[0])),
        };
    }

    /// <summary>About how many more canary requests a verdict takes, if they go on as they did.</summary>
    public long Remaining()
    {
        // A hundred requests as the SLO allows them, as a prior: the first failure must not turn the estimate over.
        const int Prior = 100;
        var share = (Canary.Hits + _limits.Allowed * Prior) / (Canary.Of + Prior);
        var drift = share * Math.Log(_limits.Unacceptable / _limits.Allowed)
            + (1 - share) * Math.Log((1 - _limits.Unacceptable) / (1 - _limits.Allowed));
        var missing = drift < 0
            ? (_goodAt - _kept.Log) / -drift
            : Math.Max(_badAt - _breach.Log, 0) / drift;
        if (drift >= 0 && Stable.Of > 0 && _worse.Log < _badAt)
            missing = Math.Max(missing, (_badAt - _worse.Log) / (Math.Max(_worse.Log, 0.5) / Math.Max(Canary.Of, 1)));
        return (long)Math.Ceiling(Math.Clamp(missing, 0, 1_000_000));
    }

    private double LogLikelihoodRatio(Proportion canary) =>
        canary.Hits * Math.Log(_limits.Unacceptable / _limits.Allowed)
        + (canary.Of - canary.Hits) * Math.Log((1 - _limits.Unacceptable) / (1 - _limits.Allowed));
}
