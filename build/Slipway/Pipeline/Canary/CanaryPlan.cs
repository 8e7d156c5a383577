using Slipway.Kubernetes;
using Slipway.Kubernetes.Errors;
using Slipway.Kubernetes.Objects;
using Slipway.Pipeline.Changes;
using Slipway.Pipeline.Locking;
using Slipway.Rollouts.Canary;
using Slipway.Values;

namespace Slipway.Pipeline.Canary;

/// <summary>
/// What the steps of a canary need, and whether the API server would refuse any of it: the canary's own
/// workloads, and the release to all traffic that follows them. Changes nothing.
/// </summary>
internal sealed class CanaryPlan(DeliveryContext context, LockedRun lockedRun)
{
    /// <summary>The pods of each canary at each step, by the stable pods that there are now.</summary>
    /// <exception cref="Refusal">A weight cannot be expressed, or something would be refused later.</exception>
    /// <exception cref="MultipleRefusalsException">Several things would be.</exception>
    public async Task<IReadOnlyList<IReadOnlyList<ReplicaWeight>>> MakeAsync(
        CanaryScope scope,
        DesiredRelease desired
    )
    {
        var plans = await WeighAsync(scope);
        var refused = new List<Refusal>();
        await CollectAsync(refused, () =>
            new ChangeFinder(context).FindAsync(desired.Objects, lockedRun.Timeline, lockedRun.Stop)
        );
        foreach (var (candidate, plan) in scope.Canaries.Zip(plans))
        {
            var workload = CanaryWorkload.Of(candidate.Rendered, plan[^1].Replicas);
            var options = new ApplyOptions(context.ForceConflicts, DryRun: true);
            await CollectAsync(refused, () => RehearseAsync(workload, options));
        }
        return refused.Count == 0 ? plans : throw MultipleRefusalsException.Of(refused);
    }

    private async Task RehearseAsync(KubeObject workload, ApplyOptions options)
    {
        var live = await context.Cluster.GetAsync(ObjectKey.Of(workload), lockedRun.Stop);
        try
        {
            await context.Cluster.ApplyAsync(workload, options, lockedRun.Stop);
        }
        catch (InvalidObjectException e)
            when (lockedRun.Timeline.Canary is null
                && live is not null
                && ImmutableFields.Named(e, workload, live).Count > 0
            )
        {
            // What an earlier canary left is removed before this one begins.
        }
    }

    private async Task<IReadOnlyList<IReadOnlyList<ReplicaWeight>>> WeighAsync(CanaryScope scope)
    {
        var steps = context.Environment.Canary.Steps;
        var plans = new List<IReadOnlyList<ReplicaWeight>>();
        foreach (var candidate in scope.Canaries)
        {
            var live = await context.Cluster.GetAsync(ObjectKey.Of(candidate.Stable), lockedRun.Stop);
            var stable = (int)(live?.Number("spec", "replicas") ?? 0);
            plans.Add(ReplicaWeights.Plan(candidate.Stable.Display, stable, steps));
        }
        return plans;
    }

    private static async Task CollectAsync(List<Refusal> refused, Func<Task> check)
    {
        try
        {
            await check();
        }
        catch (MultipleRefusalsException several)
        {
            refused.AddRange(several.Refusals);
        }
        catch (Refusal one) when (one is not ClusterUnreachableException)
        {
            refused.Add(one);
        }
    }
}
