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
public sealed class CanaryRelease(DeliveryContext context)
{
    private readonly ReleaseHistory _history = new(context.Cluster, context.Namespace, context.App);
    private readonly CanaryTrack _track = new(context);

    /// <summary>Whether something runs that a canary could be compared with, and differs from the release.</summary>
    public async Task<bool> CanRunAsync(DesiredRelease desired, CancellationToken cancellation)
    {
        var page = await _history.ListAsync(cancellation).ConfigureAwait(false);
        return new Lineage(page.Releases).Running is { } running
            && CanaryScope.Between(running.Release.Manifests, desired.Objects).Canaries.Count > 0;
    }

    /// <summary>Starts a canary, or goes on with the one that is on trial, through all steps.</summary>
    /// <returns>Whether it passed all steps; else it stays on trial until someone promotes or rolls back.</returns>
    /// <exception cref="CanaryCondemned">It was bad, and is gone.</exception>
    /// <exception cref="Refusal">It could not be started; it is gone, and stable goes on as before.</exception>
    public Task<bool> RunAsync(DesiredRelease desired, CancellationToken cancellation) =>
        new ExclusiveRun(context).RunAsync("Canary", (lineage, ct) => RunAsync(desired, lineage, ct), cancellation);

    private async Task<bool> RunAsync(DesiredRelease desired, Lineage lineage, CancellationToken cancellation)
    {
        var running = lineage.Running ?? throw new NothingStable(context.Environment.Name);
        var scope = CanaryScope.Between(running.Release.Manifests, desired.Objects).Demand(context.Environment.Name);
        foreach (var other in scope.Others)
            context.Reporter.Info($"{other.Rendered.Display} changes only when the release is promoted: {other.Reason}");
        var plans = await PlanAsync(scope, cancellation).ConfigureAwait(false);

        var canary = await BeginAsync(desired, lineage, cancellation).ConfigureAwait(false);
        try
        {
            await ApplyMissingAsync(desired.Objects, cancellation).ConfigureAwait(false);
            return await StepAsync(canary, scope, plans, cancellation).ConfigureAwait(false);
        }
        catch (Refusal refusal) when (refusal is RolloutFailed or RolloutTimedOut or ApplyConflict or InvalidObject)
        {
            await _track.DeleteAsync(cancellation).ConfigureAwait(false);
            await new ReleaseRun(context).RecordFailureAsync(canary, refusal).ConfigureAwait(false);
            throw;
        }
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

    private async Task<RecordedRelease> BeginAsync(DesiredRelease desired, Lineage lineage, CancellationToken cancellation)
    {
        var records = new ReleaseRecords(context);
        await records.CloseUnfinishedAsync(lineage, cancellation).ConfigureAwait(false);
        if (lineage.Canary is not { } trial)
            return await records.BeginAsync(desired, ReleaseKind.Canary, cancellation).ConfigureAwait(false);
        if (!CanaryScope.Between(trial.Release.Manifests, desired.Objects).IsEmpty)
            throw new CanaryOnTrial(trial.Release, context.Environment.Name);
        context.Reporter.Info($"Going on with the canary of {trial.Release.Display}, begun by {trial.Release.RanBy}");
        return trial;
    }

    /// <summary>What the new pods need and nobody has yet: configuration under new names. Nothing that exists is changed.</summary>
    private async Task ApplyMissingAsync(IReadOnlyList<KubeObject> objects, CancellationToken cancellation)
    {
        foreach (var obj in objects.Where(o => o.Kind is "ConfigMap" or "Secret" or "ServiceAccount"))
        {
            if (await context.Cluster.GetAsync(ObjectKey.Of(obj), cancellation).ConfigureAwait(false) is null)
                await context.Cluster.ApplyAsync(obj, new ApplyOptions(), cancellation).ConfigureAwait(false);
        }
    }

    private async Task<bool> StepAsync(
        RecordedRelease canary, CanaryScope scope, IReadOnlyList<IReadOnlyList<ReplicaWeight>> plans,
        CancellationToken cancellation)
    {
        for (var step = 0; step < context.Environment.Canary.Steps.Count; step++)
        {
            var weights = plans.Select(plan => plan[step]).ToList();
            var workloads = scope.Canaries.Zip(weights, (c, w) => CanaryWorkload.Of(c.Rendered, w.Replicas)).ToList();
            context.Reporter.Info($"Step {context.Environment.Canary.Steps[step]} %: " + string.Join(", ",
                workloads.Zip(weights, (o, w) => $"{o.Display} with {w.Replicas} pods, {w.Share:0.#} % of the requests")));
            await new ReleaseRun(context).RollAsync(workloads, workloads, cancellation).ConfigureAwait(false);

            var results = await new CanaryTrial(context).RunAsync(scope.Canaries, cancellation).ConfigureAwait(false);
            canary = await RecordAsync(canary, step, results, cancellation).ConfigureAwait(false);
            var decision = CanaryDecisions.Of(results, context.Environment.Canary.NoTraffic);
            if (decision == CanaryDecision.Abort)
                await CondemnAsync(canary, results, cancellation).ConfigureAwait(false);
            if (decision == CanaryDecision.Hold)
            {
                context.Reporter.Warning(
                    "There is no verdict; the canary stays until you decide: "
                    + $"./build.sh Promote or Rollback --env {context.Environment.Name}");
                return false;
            }
        }
        return true;
    }

    private async Task<RecordedRelease> RecordAsync(
        RecordedRelease canary, int step, IReadOnlyList<AnalysisResult> results, CancellationToken cancellation)
    {
        var weight = context.Environment.Canary.Steps[step];
        foreach (var result in results)
            context.Reporter.Info(result.ToTable());
        return await _history.UpdateAsync(
            canary,
            r => r with
            {
                Step = $"{weight} %",
                Analysis = [.. r.Analysis, .. results.SelectMany(x => $"at {weight} %: {x.ToTable()}".Split('\n'))],
            },
            cancellation).ConfigureAwait(false);
    }

    private async Task CondemnAsync(
        RecordedRelease canary, IReadOnlyList<AnalysisResult> results, CancellationToken cancellation)
    {
        var reason = string.Join("; ", results
            .Where(r => r.Verdict == results.Max(x => x.Verdict))
            .Select(r => $"{r.Service}: {r.Reason}"));
        await _track.RemoveAsync(canary, reason, cancellation).ConfigureAwait(false);
        throw new CanaryCondemned(canary.Release, reason, context.Environment.Name);
    }
}
