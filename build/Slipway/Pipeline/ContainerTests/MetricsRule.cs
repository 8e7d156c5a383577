using Slipway.Rollouts.Canary.Measuring;

namespace Slipway.Pipeline.ContainerTests;

/// <summary>Whether the analysis of a canary could read a service's metrics.</summary>
internal static class MetricsRule
{
    private static readonly IReadOnlyList<string> s_types = ["text/plain", "application/openmetrics-text"];

    /// <summary>Judges two readings of <c>/metrics</c> with requests between them.</summary>
    /// <param name="before">What it said before.</param>
    /// <param name="after">What it says now.</param>
    /// <param name="path">Where the requests went.</param>
    /// <param name="sent">How many were answered.</param>
    public static CheckFinding Judge(HealthResponse before, HealthResponse after, string path, int sent)
    {
        if (after.Failure is { } failure)
            return CheckFinding.Failed($"/metrics: {failure}");
        if (after.Status != 200)
            return CheckFinding.Failed($"/metrics answers {after.Status}");
        if (!s_types.Contains(after.ContentType))
            return CheckFinding.Failed($"/metrics is '{after.ContentType}', not Prometheus text");
        try
        {
            var samples = PrometheusText.Parse(after.Body);
            if (RequestMetrics.Read(samples) is not { } counts)
                return CheckFinding.Failed($"/metrics has no {RequestMetrics.Expected}, which canaries need");
            var earlier = RequestMetrics.Read(PrometheusText.Parse(before.Body)) ?? RequestCounts.None;
            var counted = counts.Requests - earlier.Requests;
            return counted >= sent
                ? CheckFinding.Passed($"{samples.Count} samples; {sent} requests to {path} were counted")
                : CheckFinding.Failed(
                    $"{sent} requests to {path} were answered, {counted} counted; set 'containerTest.request' in "
                        + "service.yaml to a path that is counted"
                );
        }
        catch (FormatException e)
        {
            return CheckFinding.Failed($"/metrics is not valid Prometheus text: {e.Message}");
        }
    }
}
