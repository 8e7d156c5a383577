using Slipway.Kubernetes;
using Slipway.Releases;
using Slipway.Reporting;
using Slipway.Rollouts;
using Slipway.Values;

namespace Slipway.Pipeline;

/// <summary>
/// Puts the changed services of a release beside the stable ones, step by step, all of them in lockstep, and judges
/// them; one bad verdict takes all of them away. Stable keeps its full strength meanwhile.
/// </summary>
/// <param name="context">What it works with.</param>
/// <param name="metrics">What canaries are judged by; null for the pods' own metrics.</param>
public sealed class CanaryRelease(DeliveryContext context, CanaryMetrics? metrics = null)
{
    /// <summary>Starts a canary, or goes on with the one that is on trial, through all steps.</summary>
    /// <returns>Whether it passed all steps; else it stays on trial until someone promotes or rolls back.</returns>
    /// <exception cref="CanaryCondemned">It was bad, and is gone.</exception>
    /// <exception cref="Refusal">It could not be started; it is gone, and stable goes on as before.</exception>
    public Task<bool> RunAsync(DesiredRelease desired, CancellationToken cancellation) =>
        new ExclusiveRun(context).RunAsync("Canary", turn => RunAsync(desired, turn), cancellation);

    /// <summary>Whether something runs that a canary could be compared with, and differs from the release.</summary>
    internal static bool CanRun(DesiredRelease desired, Lineage lineage) =>
        lineage.IsWhole && CanaryScope.Between(lineage.Running!.Release.Manifests, desired.Objects).Canaries.Count > 0;

    internal async Task<bool> RunAsync(DesiredRelease desired, Turn turn)
    {
        var running = turn.Lineage.Running ?? throw new NothingStable(context.Environment.Name);
        if (!turn.Lineage.IsWhole)
            throw new StableNotWhole(turn.Lineage.History.First(r => r.Release.Kind != ReleaseKind.Canary).Release, context.Environment.Name);
        if (turn.Lineage.Canary is { } other && !CanaryScope.Between(other.Release.Manifests, desired.Objects).IsEmpty)
            throw new CanaryOnTrial(other.Release, context.Environment.Name);

        var scope = CanaryScope.Between(running.Release.Manifests, desired.Objects).Demand(context.Environment.Name);
        foreach (var without in scope.Others)
            context.Reporter.Info($"{without.Rendered.Display} changes only when the release is promoted: {without.Reason}");
        var plans = await PlanAsync(scope, turn.Stop).ConfigureAwait(false);

        var canary = await BeginAsync(desired, turn).ConfigureAwait(false);
        return await new CanarySteps(context, turn, scope, plans, metrics).RunAsync(canary).ConfigureAwait(false);
    }

    /// <summary>The pods of each canary at each step, by the stable pods that there are now.</summary>
    private async Task<IReadOnlyList<IReadOnlyList<ReplicaWeight>>> PlanAsync(CanaryScope scope, CancellationToken cancellation)
    {
        var plans = new List<IReadOnlyList<ReplicaWeight>>();
        foreach (var candidate in scope.Canaries)
        {
            var live = await context.Cluster.GetAsync(ObjectKey.Of(candidate.Stable), cancellation).ConfigureAwait(false);
            var stable = (int)(live?.Number("spec", "replicas") ?? 0);
            plans.Add(ReplicaWeights.Plan(candidate.Stable.Display, stable, context.Environment.Canary.Steps));
        }
        return plans;
    }

    private async Task<RecordedRelease> BeginAsync(DesiredRelease desired, Turn turn)
    {
        var records = new ReleaseRecords(context, turn);
        await records.TidyAsync().ConfigureAwait(false);
        if (turn.Lineage.Canary is not { } trial)
            return await records.BeginAsync(desired, ReleaseKind.Canary).ConfigureAwait(false);
        context.Reporter.Info($"Going on with the canary of {trial.Release.Display}, begun by {trial.Release.RanBy}");
        return trial;
    }
}
