namespace Slipway.Rollouts.Waiting;

/// <summary>How long to wait for a rollout.</summary>
/// <param name="Workload">Without progress of one workload, until it is given up.</param>
/// <param name="Total">For all of them.</param>
public sealed record RolloutTimeouts(TimeSpan Workload, TimeSpan Total);
