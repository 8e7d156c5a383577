using System.Text.Json.Nodes;

namespace LocalCluster.Controllers.Autoscaling;

/// <summary>What one metric asks for.</summary>
/// <param name="Replicas">The number of pods.</param>
/// <param name="Metric">The metric in words, for the event.</param>
/// <param name="Status">The metric as measured (autoscaling/v2 MetricStatus).</param>
internal sealed record Proposal(int Replicas, string Metric, JsonObject Status);

/// <summary>A metric asks for nothing, because it cannot be had.</summary>
/// <param name="Reason">The reason of the condition and the event.</param>
/// <param name="message">What is wrong.</param>
/// <param name="prefix">What it was needed for.</param>
internal sealed class MetricUnavailableException(string reason, string prefix, string message)
    : Exception(message)
{
    public string Reason => reason;

    /// <summary>The whole sentence, as the sum of all metrics tells it.</summary>
    public string Whole => prefix + Message;
}
