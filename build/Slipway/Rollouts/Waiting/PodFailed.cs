using Slipway.Reporting;

namespace Slipway.Rollouts.Waiting;

/// <summary>A pod keeps its workload from rolling out, for good or for too long; a refusal follows.</summary>
/// <param name="Fault">The pod, what is wrong with it, and what it wrote last.</param>
public sealed record PodFailed(RolloutFault Fault) : Notice(Severity.Detail, $"{Fault}");
