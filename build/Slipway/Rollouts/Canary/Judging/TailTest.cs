using System.Collections.Immutable;
using Slipway.Rollouts.Canary.Measuring;

namespace Slipway.Rollouts.Canary.Judging;

/// <summary>
/// Sees a tail that grew where the objective's quantile does not reach: at every bound of the histogram from
/// the objective on, it compares how often canary and stable went beyond. It can condemn but not acquit.
/// Immutable.
/// </summary>
/// <param name="Alpha">The chance to condemn a canary whose odds exceed twice stable's at no bound.</param>
/// <param name="Stake">What one moment may change.</param>
internal sealed record TailTest(double Alpha, EvidenceLimits Stake)
{
    // Less than twice stable's odds is not a regression: a fresh process is a little slower than an old one.
    private const double Tolerated = 2;

    // With half of the proof that a tail grew, a good verdict waits until it is clear.
    private const double Suspicion = 0.5;

    private ImmutableSortedDictionary<double, Tail> _tails = ImmutableSortedDictionary<double, Tail>.Empty;

    /// <summary>How much of the evidence for a grown tail there is; from 1 on it is enough.</summary>
    public double Bad => Math.Max(0, Worst?.Grown.Part ?? 0);

    /// <summary>Whether a good verdict should wait.</summary>
    public bool IsSuspicious => Bad >= Suspicion;

    /// <summary>The tail that shows it most; null where nothing was counted.</summary>
    public Tail? Worst => _tails.Values.MaxBy(tail => tail.Grown.Log);

    /// <summary>Adds what both tracks served in the same moment.</summary>
    /// <param name="window">That moment.</param>
    /// <param name="bounds">The histogram's bounds that matter, in seconds.</param>
    public TailTest Add(TrackWindow window, IReadOnlyList<double> bounds)
    {
        var tails = bounds.Select(bound =>
            _tails.GetValueOrDefault(bound)
            ?? new Tail(bound, default, default, new Evidence(Alpha / bounds.Count, Stake, 3, 10, 30))
        );
        var next = tails.Select(tail => KeyValuePair.Create(tail.Bound, tail.Add(window)));
        return this with { _tails = _tails.SetItems(next) };
    }

    /// <summary>What went beyond one bound.</summary>
    internal sealed record Tail(double Bound, Proportion Canary, Proportion Stable, Evidence Grown)
    {
        public Tail Add(TrackWindow window)
        {
            var canary = Proportion.Slower(window.Canary, Bound);
            var stable = Proportion.Slower(window.Stable, Bound);
            var grown = Grown.Add(CountProbabilities.OfSplit(canary, stable, Tolerated), canary.Hits);
            return new Tail(Bound, Canary + canary, Stable + stable, grown);
        }
    }
}
