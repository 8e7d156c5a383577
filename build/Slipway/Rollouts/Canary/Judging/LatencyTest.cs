using Slipway.Environments;
using Slipway.Rollouts.Canary.Measuring;

namespace Slipway.Rollouts.Canary.Judging;

/// <summary>
/// Judges latency against its objective. "p95 below 250 ms" is the same as "at most 5 % take longer than 250
/// ms", so the share of slow requests is tested as the share of failed ones is; a tail beyond is compared
/// with stable's.
/// </summary>
internal sealed record LatencyTest
{
    // A fresh process answers slowly until it is warm, so slowness must show in ten seconds and is soon
    // forgiven.
    private static readonly EvidenceLimits s_moment = new(MostWon: 0.1, HeldBack: 0.2);

    private readonly LatencyObjective _objective;

    /// <summary>A test without any evidence.</summary>
    public LatencyTest(LatencyObjective objective, ErrorRates rates)
    {
        _objective = objective;
        // Half for the objective, half for the tail beyond it.
        var half = rates with { Alpha = rates.Alpha / 2 };
        Slow = new SequentialTest(ShareLimits.Of(1 - objective.Quantile), half, s_moment);
        Tail = new TailTest(half.Alpha, s_moment);
    }

    /// <summary>The objective's part.</summary>
    public SequentialTest Slow { get; private init; }

    /// <summary>The tail's part.</summary>
    public TailTest Tail { get; private init; }

    /// <summary>
    /// The histogram's bound between fast and slow, in seconds: the objective's, or the next above
    /// it, since requests between both cannot be told apart. Null where there is none, or nothing was
    /// measured yet.
    /// </summary>
    public double? Bound { get; private init; }

    /// <summary>What the evidence says.</summary>
    public Verdict Verdict =>
        Slow.Verdict == Verdict.Bad || Tail.Bad >= 1 ? Verdict.Bad
        : Slow.Verdict == Verdict.Good && !Tail.IsSuspicious ? Verdict.Good
        : Verdict.Inconclusive;

    /// <summary>Adds what both tracks served in the same moment.</summary>
    public LatencyTest Add(TrackWindow window)
    {
        var (canary, stable) = (window.Canary.Durations, window.Stable.Durations);
        var bounds = canary
            .Buckets.Select(bucket => bucket.Bound)
            .Where(bound => bound >= _objective.Below.TotalSeconds)
            .Where(bound => stable.Total == 0 || stable.Above(bound) is not null)
            .ToList();
        if (bounds is not [var slow, ..])
            return this;
        return this with
        {
            Bound = slow,
            Slow = Slow.Add(Proportion.Slower(window.Canary, slow), Proportion.Slower(window.Stable, slow)),
            Tail = Tail.Add(window, bounds),
        };
    }
}
