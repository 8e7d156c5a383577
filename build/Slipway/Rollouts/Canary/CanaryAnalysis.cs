using Slipway.Environments;
using Slipway.Reporting;
using Slipway.Rollouts.Canary.Judging;
using Slipway.Rollouts.Canary.Measuring;

namespace Slipway.Rollouts.Canary;

/// <summary>
/// Watches one service's canary beside stable until there is evidence enough for a verdict, or the policy's
/// time is over. A failing source does not make a bad canary: it is reported, and without evidence the end is
/// inconclusive.
/// </summary>
/// <param name="source">Where the counters come from.</param>
/// <param name="policy">Minimum of requests and maximum of time.</param>
/// <param name="slo">What a healthy service looks like.</param>
/// <param name="reporter">Receives the progress about every five seconds, and the verdict.</param>
/// <param name="time">The clock.</param>
public sealed class CanaryAnalysis(
    IMetricSource source,
    CanaryPolicy policy,
    SloPolicy slo,
    IReporter reporter,
    TimeProvider time
)
{
    private static readonly TimeSpan s_moment = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan s_betweenReports = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan s_betweenReminders = TimeSpan.FromMinutes(1);
    private const int MostPoints = 60;
    private readonly Dictionary<string, TimeSpan> _told = [];

    /// <summary>Runs the analysis; returns at the first verdict. To be called once.</summary>
    /// <exception cref="OperationCanceledException">The caller gave up.</exception>
    public async Task<AnalysisResult> RunAsync(CanaryCandidate candidate, CancellationToken cancellation)
    {
        var judge = new CanaryJudge(slo, policy.MinimumRequests);
        var state = new State(candidate.Service, judge, MetricReading.Nothing, [], []);
        var (started, reported) = (time.GetTimestamp(), TimeSpan.Zero);
        using var moments = new PeriodicTimer(s_moment, time);
        try
        {
            while (true)
            {
                var elapsed = time.GetElapsedTime(started);
                state = state.After(await source.ReadAsync(candidate.Rendered, cancellation), elapsed);
                var judgement = state.Judge.Judge();
                if (judgement.Verdict != Verdict.Inconclusive || elapsed >= policy.Maximum)
                    return End(state, judgement, elapsed);
                if (elapsed - reported >= s_betweenReports)
                {
                    reported = elapsed;
                    Report(state, judgement, elapsed);
                    state = state with { Troubles = [] };
                }
                await moments.WaitForNextTickAsync(cancellation);
            }
        }
        finally
        {
            if (state.Judge.Judge().Verdict == Verdict.Inconclusive)
                reporter.Report(new ProgressEnd(candidate.Service));
        }
    }

    private void Report(State state, Judgement judgement, TimeSpan elapsed)
    {
        foreach (var trouble in state.Troubles)
        {
            // Repeated trouble is reported only now and then.
            if (_told.TryGetValue(trouble, out var before) && elapsed - before < s_betweenReminders)
                continue;
            _told[trouble] = elapsed;
            reporter.Warning($"{state.Service}  {trouble}");
        }
        reporter.Report(new AnalysisProgress(state.Service, judgement, state.Judge.Seen, elapsed));
    }

    private AnalysisResult End(State state, Judgement judgement, TimeSpan elapsed)
    {
        if (judgement.Verdict == Verdict.Inconclusive)
            judgement = judgement with { Reason = state.WhyBlind() ?? judgement.Reason, Remaining = null };
        Report(state, judgement, elapsed);
        var seen = state.Judge.Seen;
        return new AnalysisResult(
            state.Service,
            judgement.Verdict,
            judgement.Reason,
            judgement.Confidence,
            TrackSummary.Of(seen.Stable),
            TrackSummary.Of(seen.Canary),
            elapsed,
            AnalysisPoint.Condense(state.Points, MostPoints)
        );
    }

    private sealed record State(
        string Service,
        CanaryJudge Judge,
        MetricReading Reading,
        IReadOnlyList<AnalysisPoint> Points,
        IReadOnlyList<string> Troubles
    )
    {
        public State After(MetricsScrape sweep, TimeSpan elapsed)
        {
            var reading = Reading.With(sweep.Read);
            var window = TrackWindow.Between(Reading, reading);
            return this with
            {
                Judge = Judge.See(window),
                Reading = reading,
                Points = [.. Points, new AnalysisPoint(elapsed, window)],
                Troubles = [.. Troubles.Union(sweep.Troubles)],
            };
        }

        /// <summary>Why nothing was seen of the canary; null where something was.</summary>
        public string? WhyBlind()
        {
            var canaries = Reading.Pods.Where(pod => pod.Key.Track == Track.Canary).ToList();
            if (canaries.Count == 0 && Troubles is [var trouble, ..])
                return $"no metrics could be read from the canary's pods: {trouble}";
            if (canaries.Count == 0)
                return "the canary has no pods";
            return canaries.All(pod => pod.Value.Requests is null)
                ? $"the canary's pods expose neither {RequestMetrics.Expected}"
                : null;
        }
    }
}
