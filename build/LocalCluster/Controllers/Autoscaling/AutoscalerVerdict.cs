using System.Text.Json.Nodes;

namespace LocalCluster.Controllers.Autoscaling;

/// <summary>A condition of an autoscaler.</summary>
internal sealed record AutoscalerCondition(string Type, bool IsTrue, string Reason, string Message);

/// <summary>A warning event about an autoscaler.</summary>
internal sealed record AutoscalerWarning(string Reason, string Message);

/// <summary>The decision of an autoscaler.</summary>
/// <param name="Desired">
/// The desired number of pods; the current one for no change.
/// </param>
/// <param name="Why">Why it changes.</param>
/// <param name="Memory">The history for the next decision.</param>
internal sealed record AutoscalerVerdict(int Desired, string Why, AutoscalerMemory Memory)
{
    public IReadOnlyList<AutoscalerCondition> Conditions { get; init; } = [];

    public IReadOnlyList<AutoscalerWarning> Warnings { get; init; } = [];

    /// <summary>The metrics as measured; null if they stay what they were.</summary>
    public IReadOnlyList<JsonObject>? Metrics { get; init; }

    /// <summary>Whether nothing could be decided.</summary>
    public bool Failed { get; init; }
}
