using Slipway.Kubernetes;
using Slipway.Kubernetes.Errors;
using Slipway.Kubernetes.Objects;
using Slipway.Pipeline.Changes;
using Slipway.Pipeline.Locking;
using Slipway.Pipeline.Releasing;
using Slipway.Releases;
using Slipway.Reporting;
using Slipway.Rollouts.Canary;
using Slipway.Rollouts.Canary.Measuring;
using Slipway.Values;

namespace Slipway.Pipeline.Canary;

/// <summary>Takes a recorded canary through its steps, from the one that it has reached.</summary>
internal sealed class CanarySteps(
    DeliveryContext context,
    LockedRun lockedRun,
    CanaryScope scope,
    IReadOnlyList<IReadOnlyList<ReplicaWeight>> plans,
    IMetricSource metrics
)
{
    private readonly CanaryTrack _track = new(context, lockedRun);

    private IReadOnlyList<int> Steps => context.Environment.Canary.Steps;

    /// <summary>Whether it passed all steps; otherwise there was no verdict, and it keeps running.</summary>
    public async Task<bool> RunAsync(RecordedRelease canary)
    {
        try
        {
            await ApplyMissingAsync(canary.Release.Manifests);
            await new HookJobs(context, lockedRun).RunAsync(canary.Release.Manifests, canary);
            for (var step = Reached(canary.Release); step < Steps.Count; step++)
            {
                var name = Name(Steps[step]);
                canary = await lockedRun.Records.UpdateAsync(canary, r => r with { Step = name });
                await RollAsync(step, canary);
                var results = await new CanaryAnalysisRun(context, metrics).RunAsync(
                    scope.Canaries,
                    lockedRun.Stop
                );
                canary = await KeepAsync(canary, name, results);
                var decision = CanaryDecisions.Of(results, context.Environment.Canary.NoTraffic);
                if (decision == CanaryDecision.Abort)
                    await CondemnAsync(canary, results);
                if (decision == CanaryDecision.Hold)
                    return Hold();
            }
            return true;
        }
        catch (Refusal e) when (e is not CanaryRejectedException)
        {
            // With the cluster out of reach nothing can be removed; the next command finds it in progress.
            if (e is not (ClusterUnreachableException or RevisionConflictException))
                await GiveUpAsync(canary, e);
            if (ReleaseFailedException.By(e) is { } broken)
                throw broken;
            throw;
        }
    }

    // The steps may have been changed since; then it starts again.
    private int Reached(Release canary) =>
        Math.Max(0, Steps.Select(Name).ToList().IndexOf(canary.Step ?? ""));

    private static string Name(int weight) => $"{weight} %";

    /// <summary>
    /// What the new pods need and does not exist yet: configuration under new names. Nothing that exists is
    /// changed.
    /// </summary>
    private async Task ApplyMissingAsync(IReadOnlyList<KubeObject> objects)
    {
        foreach (
            var obj in objects.Where(o => o.GroupKind is ("", "ConfigMap" or "Secret" or "ServiceAccount"))
        )
        {
            var live = await context.Cluster.GetAsync(ObjectKey.Of(obj), lockedRun.Stop);
            if (live is null)
                await context.Cluster.ApplyAsync(obj, new ApplyOptions(), lockedRun.Stop);
            else if (!IsCovered(live, obj))
                context.Reporter.Warning(
                    $"{obj.Display} changes only when the release is promoted, because stable uses it too; "
                        + "until then the canary uses its current content"
                );
        }
    }

    private static bool IsCovered(KubeObject live, KubeObject obj) =>
        obj.At("data") is not { } data || (live.At("data") is { } now && JsonSubset.Covers(now, data));

    private async Task RollAsync(int step, RecordedRelease release)
    {
        var weights = plans.Select(plan => plan[step]).ToList();
        var workloads = scope
            .Canaries.Zip(weights, (canary, weight) => CanaryWorkload.Of(canary.Rendered, weight.Replicas))
            .ToList();
        var shares = workloads.Zip(weights, (canary, weight) =>
            $"{canary.Display} with {weight.Replicas} {(weight.Replicas == 1 ? "pod" : "pods")}, "
            + $"{weight.Share:0.#} % of the requests"
        );
        context.Reporter.Report(
            new CanaryStepStarted(
                $"Step {Name(Steps[step])}: {string.Join(", ", shares)}",
                Steps[step],
                [
                    .. scope.Canaries.Zip(weights, (canary, weight) =>
                        new CanaryShare(canary.Service, weight.Replicas, weight.Share)
                    ),
                ]
            )
        );
        await new Rollout(context, lockedRun).RunAsync(ChangeSet.Of(workloads), release);
    }

    private Task<RecordedRelease> KeepAsync(
        RecordedRelease canary,
        string step,
        IReadOnlyList<AnalysisResult> results
    )
    {
        foreach (var result in results)
            context.Reporter.Report(new CanaryJudged(result));
        var lines = results.SelectMany(x => $"at {step}: {x.ToTable()}".Split('\n'));
        return lockedRun.Records.UpdateAsync(canary, r => r with { Analysis = [.. r.Analysis, .. lines] });
    }

    private bool Hold()
    {
        context.Reporter.Warning(
            "No verdict; the canary keeps running until you decide: "
                + $"./build.sh Promote or Rollback --env {context.Environment.Name}"
        );
        return false;
    }

    private async Task CondemnAsync(RecordedRelease canary, IReadOnlyList<AnalysisResult> results)
    {
        var reason = string.Join(
            "; ",
            results
                .Where(r =>
                    CanaryDecisions.Of([r], context.Environment.Canary.NoTraffic) == CanaryDecision.Abort
                )
                .Select(r => $"{r.Service}: {r.Reason}")
        );
        await _track.RemoveAsync(canary, reason);
        throw new CanaryRejectedException(canary.Release, reason, context.Environment.Name);
    }

    private async Task GiveUpAsync(RecordedRelease canary, Refusal reason)
    {
        try
        {
            await _track.DeleteAsync();
            await new CanaryConfiguration(context, lockedRun).DeleteAsync(canary.Release);
            await lockedRun.Records.FailAsync(canary, reason);
        }
        catch (Refusal e)
        {
            // The first fault is what the user must see; the canary is still in progress.
            context.Reporter.Warning(
                $"The canary could not be removed ({e.What}); ./build.sh Rollback removes it"
            );
        }
    }
}
