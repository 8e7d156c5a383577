using System.Text.Json.Nodes;

namespace LocalCluster.Controllers.Autoscaling;

/// <summary>A condition of an autoscaler.</summary>
internal sealed record Finding(string Type, bool IsTrue, string Reason, string Message);

/// <summary>A warning event about an autoscaler.</summary>
internal sealed record Complaint(string Reason, string Message);

/// <summary>What an autoscaler shall do now.</summary>
/// <param name="Desired">
/// The number of pods that the workload shall have; the present one for no change.
/// </param>
/// <param name="Why">Why it changes.</param>
/// <param name="Memory">What to remember for the next time.</param>
internal sealed record AutoscalerVerdict(int Desired, string Why, AutoscalerMemory Memory)
{
    public IReadOnlyList<Finding> Findings { get; init; } = [];

    public IReadOnlyList<Complaint> Complaints { get; init; } = [];

    /// <summary>The metrics as measured; null where they stay what they were.</summary>
    public IReadOnlyList<JsonObject>? Metrics { get; init; }

    /// <summary>Whether nothing could be decided.</summary>
    public bool Failed { get; init; }
}
