namespace Slipway.Rollouts.Canary.Measuring;

/// <summary>One line of a pod's metrics.</summary>
/// <param name="Name">The metric's name, for example <c>http_requests_total</c>.</param>
/// <param name="Labels">Its labels.</param>
/// <param name="Value">Its value; may be infinite or no number.</param>
public sealed record MetricSample(string Name, IReadOnlyDictionary<string, string> Labels, double Value)
{
    /// <summary>A label's value; empty where the label is missing, which is the same to Prometheus.</summary>
    public string Label(string name) => Labels.GetValueOrDefault(name, "");
}
