using Slipway.Environments;
using Slipway.Rollouts.Canary.Measuring;

namespace Slipway.Rollouts.Canary.Judging;

/// <summary>
/// Judges a canary by its failures and its latency, one moment after the other. Pure and immutable: the same
/// windows always lead to the same verdict, so a recorded analysis can be judged again under another policy.
/// </summary>
public sealed record CanaryJudge
{
    // One bad second must not reject a canary: its failures may share one cause.
    private static readonly EvidenceLimits s_moment = new(MostWon: 0.95, HeldBack: 0.05);

    // Latency's share of alpha. Failures get most: there, each request more until the verdict is one more
    // that hurt.
    private const double LatencyAlpha = 0.1;

    private readonly SloPolicy _slo;
    private readonly ErrorRates _rates;
    private readonly int _minimumRequests;
    private SequentialTest _failures;
    private LatencyTest? _latency;

    /// <summary>A judge without any evidence.</summary>
    /// <param name="slo">What a healthy service looks like.</param>
    /// <param name="minimumRequests">No verdict before the canary served that many.</param>
    /// <param name="rates">How often a verdict may be wrong; 1 % each where null.</param>
    public CanaryJudge(SloPolicy slo, int minimumRequests, ErrorRates? rates = null)
    {
        _slo = slo;
        _rates = rates ?? new ErrorRates();
        _minimumRequests = minimumRequests;
        _failures = new SequentialTest(
            ShareLimits.Of(1 - slo.Availability / 100),
            _rates with
            {
                Alpha = _rates.Alpha * (slo.Latency is null ? 1 : 1 - LatencyAlpha),
            },
            s_moment
        );
        if (slo.Latency is { } objective)
            _latency = new LatencyTest(objective, _rates with { Alpha = _rates.Alpha * LatencyAlpha });
    }

    /// <summary>Everything seen so far.</summary>
    public TrackWindow Seen { get; private init; } = TrackWindow.Empty;

    /// <summary>A judge with one more observation.</summary>
    /// <param name="window">What both tracks served in that moment; about a second.</param>
    public CanaryJudge See(TrackWindow window) =>
        this with
        {
            Seen = Seen + window,
            _failures = _failures.Add(Proportion.Failed(window.Canary), Proportion.Failed(window.Stable)),
            _latency = _latency?.Add(window),
        };

    /// <summary>What the evidence says so far.</summary>
    public Judgement Judge()
    {
        var verdict = Verdict();
        var remaining = verdict == Judging.Verdict.Inconclusive ? Remaining() : null;
        var grounds = new VerdictReason(_slo, _failures, _latency);
        return new Judgement(verdict, grounds.Of(verdict, Seen, _minimumRequests), Confidence(), remaining);
    }

    private Verdict Verdict()
    {
        if (Seen.Canary.Requests < _minimumRequests)
            return Judging.Verdict.Inconclusive;
        if (_failures.Verdict == Judging.Verdict.Bad || _latency?.Verdict == Judging.Verdict.Bad)
            return Judging.Verdict.Bad;
        return _failures.Verdict == Judging.Verdict.Good && _latency?.Verdict is null or Judging.Verdict.Good
            ? Judging.Verdict.Good
            : Judging.Verdict.Inconclusive;
    }

    private double Confidence()
    {
        double[] bad = [_failures.Bad, _latency?.Slow.Bad ?? 0, _latency?.Tail.Bad ?? 0];
        var good = Math.Min(_failures.Good, _latency?.Slow.Good ?? double.PositiveInfinity);
        return Math.Max(1 - Math.Pow(_rates.Alpha, bad.Max()), 1 - Math.Pow(_rates.Beta, good));
    }

    private long? Remaining()
    {
        if (Seen.Canary.Requests == 0)
            return null;
        var evidence = Math.Max(
            _failures.Verdict == Judging.Verdict.Good ? 0 : _failures.Remaining(),
            _latency is null || _latency.Verdict == Judging.Verdict.Good ? 0 : _latency.Slow.Remaining()
        );
        return Math.Max(evidence, _minimumRequests - Seen.Canary.Requests);
    }
}
