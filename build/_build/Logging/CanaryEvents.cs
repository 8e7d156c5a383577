using System.Text.Json.Nodes;
using Slipway.Rollouts.Canary;
using Slipway.Rollouts.Canary.Measuring;

namespace Slipway.Targets.Logging;

/// <summary>The parts of a canary's events. Pure.</summary>
internal static class CanaryEvents
{
    /// <summary>A step.</summary>
    public static JsonObject Step(CanaryStepStarted step) =>
        new()
        {
            ["weight"] = step.Weight,
            ["services"] = new JsonArray([
                .. step.Shares.Select(share => new JsonObject
                {
                    ["service"] = share.Service,
                    ["replicas"] = share.Replicas,
                    ["percent"] = share.Percent,
                }),
            ]),
        };

    /// <summary>How an analysis stands.</summary>
    public static JsonObject Analysis(AnalysisProgress progress) =>
        new()
        {
            ["service"] = progress.Service,
            ["verdict"] = Word(progress.Judgement.Verdict),
            ["reason"] = progress.Judgement.Reason,
            ["confidence"] = progress.Judgement.Confidence,
            ["remainingRequests"] = progress.Judgement.Remaining,
            ["canary"] = Served(progress.Seen.Canary),
            ["stable"] = Served(progress.Seen.Stable),
            ["seconds"] = progress.Elapsed.TotalSeconds,
        };

    /// <summary>How an analysis ended.</summary>
    public static JsonObject Verdict(AnalysisResult result) =>
        new()
        {
            ["service"] = result.Service,
            ["verdict"] = Word(result.Verdict),
            ["reason"] = result.Reason,
            ["confidence"] = result.Confidence,
            ["canary"] = Served(result.Canary.Requests, result.Canary.Failed),
            ["stable"] = Served(result.Stable.Requests, result.Stable.Failed),
            ["seconds"] = result.Duration.TotalSeconds,
        };

    private static JsonObject Served(RequestCounts counts) => Served(counts.Requests, counts.Failed);

    private static JsonObject Served(long requests, long failed) =>
        new() { ["requests"] = requests, ["failed"] = failed };

    private static string Word(Slipway.Rollouts.Canary.Judging.Verdict verdict) =>
        $"{verdict}".ToLowerInvariant();
}
