using System.Text.Json.Nodes;

namespace LocalCluster.Controllers.Autoscaling;

/// <summary>The proposal of one metric.</summary>
/// <param name="Replicas">The number of pods.</param>
/// <param name="Metric">The metric in words, for the event.</param>
/// <param name="Status">The metric as measured (autoscaling/v2 MetricStatus).</param>
internal sealed record Proposal(int Replicas, string Metric, JsonObject Status);

/// <summary>A metric is unavailable, so it proposes nothing.</summary>
/// <param name="Reason">The reason of the condition and the event.</param>
/// <param name="message">What is wrong.</param>
/// <param name="prefix">What it was needed for.</param>
internal sealed class MetricUnavailableException(string reason, string prefix, string message)
    : Exception(message)
{
    public string Reason => reason;

    /// <summary>The full message, for the summary of all metrics.</summary>
    public string Whole => prefix + Message;
}
