using Slipway.Rollouts;
using Slipway.Rollouts.Measuring;

namespace Slipway.Pipeline;

/// <summary>Chooses what a canary is judged by.</summary>
/// <param name="candidate">The workload on trial.</param>
public delegate IMetricSource CanaryMetrics(CanaryCandidate candidate);
