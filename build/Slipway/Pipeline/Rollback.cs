using Slipway.Kubernetes;
using Slipway.Releases;
using Slipway.Reporting;
using Slipway.Values;

namespace Slipway.Pipeline;

/// <summary>Takes a canary away, or goes back to an earlier release as the cluster recorded it. Builds and renders nothing.</summary>
public sealed class Rollback(DeliveryContext context)
{
    /// <summary>Rolls back.</summary>
    /// <param name="to">A version or a revision; null for the last good release before the running one.</param>
    /// <param name="cancellation">Stops it; run again, it converges.</param>
    /// <exception cref="Refusal">There is nothing to go back to, or the release was refused or failed.</exception>
    public Task<DeliveryResult> RunAsync(string? to, CancellationToken cancellation) => new ExclusiveRun(context).RunAsync(
        "Rollback",
        (lineage, ct) => lineage.Canary is { } canary && to is null ? AbortAsync(canary, lineage, ct) : GoBackAsync(to, lineage, ct),
        cancellation);

    private async Task<DeliveryResult> AbortAsync(RecordedRelease canary, Lineage lineage, CancellationToken cancellation)
    {
        var stable = lineage.Running!.Release;
        await new CanaryTrack(context).RemoveAsync(canary, "taken away by Rollback", cancellation).ConfigureAwait(false);
        return new DeliveryResult(
            stable, Changed: true, $"The canary of {canary.Release.Version} is gone; {stable.Display} serves all traffic");
    }

    private async Task<DeliveryResult> GoBackAsync(string? to, Lineage lineage, CancellationToken cancellation)
    {
        if (lineage.Canary is { } canary)
            throw new CanaryOnTrial(canary.Release, context.Environment.Name);

        var records = new ReleaseRecords(context);
        var target = RollbackTarget.Choose(
            [.. lineage.History.Select(r => r.Release)], to, $"the history of {context.App} in {context.Environment.Name}");
        await records.CloseUnfinishedAsync(lineage, cancellation).ConfigureAwait(false);

        var desired = new DesiredRelease(
            target.Version, target.Commit ?? "", target.Author ?? "", target.Images, target.Manifests);
        var changes = await new ChangeFinder(context).FindAsync(desired.Objects, lineage, cancellation)
            .ConfigureAwait(false);
        var pending = await records.BeginAsync(desired, ReleaseKind.Rollback, cancellation, target.Restores ?? target.Revision)
            .ConfigureAwait(false);
        context.Reporter.Info($"Back to {target.Display}: {changes.Apply.Count} of {desired.Objects.Count} objects change"
            + (changes.Prune.Count > 0 ? $", {changes.Prune.Count} go" : ""));
        var done = await new ReleaseRun(context).RunAsync(pending, changes, lineage, cancellation).ConfigureAwait(false);
        return new DeliveryResult(
            done.Release, Changed: true, $"Rolled back to {target.Display}, as revision {done.Release.Revision}");
    }
}
