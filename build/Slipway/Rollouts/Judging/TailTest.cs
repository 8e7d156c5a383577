using System.Collections.Immutable;
using Slipway.Rollouts.Measuring;

namespace Slipway.Rollouts.Judging;

/// <summary>
/// Sees a tail that grew where the objective's quantile does not reach: at every bound of the histogram from the
/// objective on, it compares how often canary and stable went beyond. The bounds are parts of one mixture, so looking
/// at many costs nothing of the error rate. It can condemn but not acquit. Immutable.
/// </summary>
internal sealed record TailTest
{
    // Less than twice stable's odds is no regression: a fresh process is a little slower than an old one.
    private const double Tolerated = 2;
    private static readonly double[] Worse = [6, 20, 60];

    // A tail that looks five times likelier to have grown than not holds a good verdict back until it is clear.
    private static readonly double Suspicion = Math.Log(5);

    private readonly double _badAt;
    private readonly int _moments;
    private ImmutableSortedDictionary<double, Tail> _tails = ImmutableSortedDictionary<double, Tail>.Empty;

    /// <summary>A test without any evidence.</summary>
    /// <param name="alpha">The chance to condemn a canary whose odds exceed twice stable's at no bound.</param>
    /// <param name="moments">In how many moments, at least, evidence must show.</param>
    public TailTest(double alpha, int moments) => (_badAt, _moments) = (-Math.Log(alpha), moments);

    /// <summary>How much of the evidence for a grown tail there is; from 1 on it is enough.</summary>
    public double Bad => Math.Max(0, Log / _badAt);

    /// <summary>Whether a good verdict should wait.</summary>
    public bool IsSuspicious => Log >= Suspicion;

    /// <summary>The tail that shows it most; null where nothing was counted.</summary>
    public Tail? Worst => _tails.Values.MaxBy(tail => tail.Evidence.Log);

    private double Log => _tails.IsEmpty
        ? 0
        : new Evidence([.. _tails.Values.SelectMany(tail => tail.Evidence.Logs)]).Log;

    /// <summary>Adds what both tracks served in the same moment.</summary>
    /// <param name="window">That moment.</param>
    /// <param name="bounds">The histogram's bounds that matter, in seconds.</param>
    public TailTest Add(TrackWindow window, IEnumerable<double> bounds) =>
        this with { _tails = _tails.SetItems(bounds.Select(bound => KeyValuePair.Create(bound, Next(window, bound)))) };

    private Tail Next(TrackWindow window, double bound)
    {
        var canary = Proportion.Slower(window.Canary, bound);
        var stable = Proportion.Slower(window.Stable, bound);
        var before = _tails.GetValueOrDefault(bound) ?? new Tail(bound, default, default, Evidence.None(Worse.Length));
        var evidence = before.Evidence.Add(_badAt / _moments, part =>
            OddsRatio.LogLikelihoodRatio(canary, stable, Worse[part], Tolerated));
        return new Tail(bound, before.Canary + canary, before.Stable + stable, evidence);
    }

    /// <summary>What went beyond one bound.</summary>
    internal sealed record Tail(double Bound, Proportion Canary, Proportion Stable, Evidence Evidence);
}
