using Slipway.Rollouts.Canary.Measuring;

namespace Slipway.Rollouts.Canary;

/// <summary>Chooses what a canary is judged by.</summary>
/// <param name="candidate">The canary workload.</param>
public delegate IMetricSource CanaryMetrics(CanaryCandidate candidate);
