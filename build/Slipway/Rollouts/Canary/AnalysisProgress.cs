using Slipway.Reporting;
using Slipway.Rollouts.Canary.Judging;
using Slipway.Rollouts.Canary.Measuring;

namespace Slipway.Rollouts.Canary;

/// <summary>The progress of an analysis, in one line.</summary>
/// <param name="Service">The service.</param>
/// <param name="Judgement">The verdict so far.</param>
/// <param name="Seen">What both tracks served so far.</param>
/// <param name="Elapsed">Since the analysis began.</param>
public sealed record AnalysisProgress(string Service, Judgement Judgement, TrackWindow Seen, TimeSpan Elapsed)
    : ProgressNotice(
        Judgement.Verdict == Verdict.Bad ? Severity.Warning : Severity.Info,
        $"{Service}  {Words(Judgement, Seen, Elapsed)}",
        Service,
        Judgement.Verdict == Verdict.Inconclusive ? Brief(Judgement, Seen, Elapsed) : ""
    )
{
    /// <inheritdoc />
    public override (long Done, long Of)? Share =>
        Judgement.Remaining is { } remaining
            ? (Seen.Canary.Requests, Seen.Canary.Requests + remaining)
            : null;

    private static string Words(Judgement judgement, TrackWindow seen, TimeSpan elapsed) =>
        $"canary {Served(seen.Canary)} | stable {Served(seen.Stable)} | "
        + Standing(judgement, seen, elapsed);

    private static string Served(RequestCounts counts) =>
        $"{counts.Requests} requests, "
        + $"{counts.Failed} failed ({NumberText.Percent(Proportion.Failed(counts).Share)}), "
        + $"p50 {NumberText.Duration(counts.Durations.Quantile(0.5))}, "
        + $"p95 {NumberText.Duration(counts.Durations.Quantile(0.95))}";

    private static string Standing(Judgement judgement, TrackWindow seen, TimeSpan elapsed)
    {
        if (judgement.Verdict != Verdict.Inconclusive)
        {
            return $"{judgement.Verdict.ToString().ToLowerInvariant()} "
                + $"(confidence {NumberText.Percent(judgement.Confidence)}): {judgement.Reason}";
        }
        if (judgement.Remaining is not { } remaining)
            return $"no verdict yet: {judgement.Reason}";
        var sofar = seen.Canary.Requests;
        return $"no verdict yet: {sofar} of about {sofar + remaining} requests, "
            + $"about {Left(remaining, sofar, elapsed)} at this rate";
    }

    // The number of requests stands beside it.
    private static string Brief(Judgement judgement, TrackWindow seen, TimeSpan elapsed) =>
        judgement.Remaining is { } remaining
            ? $"about {Left(remaining, seen.Canary.Requests, elapsed)} more | canary {Quality(seen.Canary)} | "
                + $"stable {Quality(seen.Stable)}"
            : judgement.Reason;

    private static string Quality(RequestCounts counts) =>
        $"{NumberText.Percent(Proportion.Failed(counts).Share)} failed, "
        + $"p95 {NumberText.Duration(counts.Durations.Quantile(0.95))}";

    private static string Left(double remaining, double sofar, TimeSpan elapsed) =>
        NumberText.Duration(TimeSpan.FromSeconds(remaining / (sofar / elapsed.TotalSeconds)));
}
