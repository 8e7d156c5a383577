namespace Slipway.Rollouts.Waiting;

/// <summary>How long to wait for a rollout.</summary>
/// <param name="Workload">From the last progress of one workload to giving it up.</param>
/// <param name="Total">For all of them.</param>
public sealed record RolloutTimeouts(TimeSpan Workload, TimeSpan Total);
