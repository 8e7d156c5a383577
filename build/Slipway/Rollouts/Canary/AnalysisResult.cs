using System.Text;
using Slipway.Rollouts.Canary.Judging;
using Slipway.Rollouts.Canary.Measuring;

namespace Slipway.Rollouts.Canary;

/// <summary>
/// How the analysis of one service's canary ended. Plain data, kept as JSON in the release record.
/// </summary>
/// <param name="Service">The service.</param>
/// <param name="Verdict">The verdict.</param>
/// <param name="Reason">Its grounds, in one sentence.</param>
/// <param name="Confidence">From 0 to 1, as in <see cref="Judgement.Confidence"/>.</param>
/// <param name="Stable">What stable served.</param>
/// <param name="Canary">What the canary served.</param>
/// <param name="Duration">How long the analysis took.</param>
/// <param name="Series">The course of it, in at most sixty points.</param>
public sealed record AnalysisResult(
    string Service,
    Verdict Verdict,
    string Reason,
    double Confidence,
    TrackSummary Stable,
    TrackSummary Canary,
    TimeSpan Duration,
    IReadOnlyList<AnalysisPoint> Series
)
{
    /// <summary>A small table for people.</summary>
    public string ToTable()
    {
        var table = new StringBuilder();
        var verdict = Verdict.ToString().ToLowerInvariant();
        table.AppendLine($"{Service}: {verdict} after {NumberText.Duration(Duration)}, {Reason}");
        table.AppendLine(
            $"  {"track", -8}{"requests", 10}{"failed", 8}{"share", 10}{"p50", 9}{"p95", 9}{"p99", 9}"
        );
        foreach (var (track, served) in new[] { ("stable", Stable), ("canary", Canary) })
        {
            table.AppendLine(
                $"  {track, -8}{served.Requests, 10}{served.Failed, 8}{NumberText.Percent(served.FailureShare), 10}"
                    + $"{NumberText.Duration(served.P50), 9}{NumberText.Duration(served.P95), 9}"
                    + $"{NumberText.Duration(served.P99), 9}"
            );
        }
        return table.ToString().TrimEnd();
    }
}

/// <summary>What one track served.</summary>
/// <param name="Requests">All requests.</param>
/// <param name="Failed">Those answered with 5xx.</param>
/// <param name="P50">The median duration; null where no durations were seen.</param>
/// <param name="P95">95 % took no longer.</param>
/// <param name="P99">99 % took no longer.</param>
public sealed record TrackSummary(long Requests, long Failed, TimeSpan? P50, TimeSpan? P95, TimeSpan? P99)
{
    /// <summary>The failed ones' share, from 0 to 1; 0 when there were no requests.</summary>
    public double FailureShare => Requests == 0 ? 0 : (double)Failed / Requests;

    /// <summary>Sums counts up.</summary>
    public static TrackSummary Of(RequestCounts counts) =>
        new(
            counts.Requests,
            counts.Failed,
            counts.Durations.Quantile(0.5),
            counts.Durations.Quantile(0.95),
            counts.Durations.Quantile(0.99)
        );
}

/// <summary>A stretch of an analysis.</summary>
/// <param name="Until">Its end, from the start of the analysis.</param>
/// <param name="Served">What both tracks served in it.</param>
public sealed record AnalysisPoint(TimeSpan Until, TrackWindow Served)
{
    /// <summary>Merges neighbours until no more than <paramref name="most"/> points are left.</summary>
    public static IReadOnlyList<AnalysisPoint> Condense(IReadOnlyList<AnalysisPoint> points, int most) =>
        [
            .. points
                .Chunk(Math.Max(1, (points.Count + most - 1) / most))
                .Select(chunk => new AnalysisPoint(
                    chunk[^1].Until,
                    chunk.Aggregate(TrackWindow.Empty, (sum, point) => sum + point.Served)
                )),
        ];
}
