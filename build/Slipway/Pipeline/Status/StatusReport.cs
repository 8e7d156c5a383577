namespace Slipway.Pipeline.Status;

/// <summary>What runs of an application.</summary>
/// <param name="Workloads">Every workload, on both tracks, in the order of names.</param>
/// <param name="NotShown">What could not be read, one sentence each, with the reason.</param>
public sealed record StatusReport(IReadOnlyList<WorkloadStatus> Workloads, IReadOnlyList<string> NotShown);
