using Slipway.Releases;

namespace Slipway.Pipeline.Status;

/// <summary>What runs of an application.</summary>
/// <param name="Workloads">Every workload, on both tracks, in the order of names.</param>
/// <param name="NotShown">What could not be read, one sentence each, with the reason.</param>
public sealed record StatusReport(IReadOnlyList<WorkloadStatus> Workloads, IReadOnlyList<string> NotShown)
{
    /// <summary>The release that runs for all traffic; null where none does, or the records may not be read.</summary>
    public Release? Running { get; init; }

    /// <summary>What left the manifests and is still in the cluster.</summary>
    public IReadOnlyList<KeptObject> Kept { get; init; } = [];
}
