using Slipway.Kubernetes;
using Slipway.Releases;
using Slipway.Reporting;
using Slipway.Values;

namespace Slipway.Pipeline;

/// <summary>Makes what was proven run for everybody: the very digests, from the record. Builds and renders nothing.</summary>
public sealed class Promotion(DeliveryContext context)
{
    /// <summary>Makes the canary stable; null where none is on trial.</summary>
    /// <exception cref="Refusal">The release was refused or failed; stable goes on as before.</exception>
    public Task<DeliveryResult?> FinishCanaryAsync(CancellationToken cancellation) =>
        new ExclusiveRun(context).RunAsync("Promote", FinishCanaryAsync, cancellation);

    /// <summary>What this environment runs, for another one to take.</summary>
    /// <exception cref="NothingProven">It runs nothing.</exception>
    public async Task<ReleaseSource> ProvenAsync(CancellationToken cancellation)
    {
        var page = await new ReleaseHistory(context.Cluster, context.Namespace, context.App).ListAsync(cancellation)
            .ConfigureAwait(false);
        var running = new Lineage(page.Releases).Running?.Release
            ?? throw new NothingProven(context.Environment.Name, context.App);
        context.Reporter.Info($"Take {running.Display} from {context.Environment.Name}, by digest");
        return new ReleaseSource(running.Version, running.Commit ?? "", running.Author ?? "", running.Images);
    }

    private async Task<DeliveryResult?> FinishCanaryAsync(Lineage lineage, CancellationToken cancellation)
    {
        if (lineage.Canary is not { } canary)
            return null;
        if (canary.Release.Analysis.Count == 0)
            context.Reporter.Warning($"The analysis of {canary.Release.Display} never came to an end; promoting it on your word");

        // From here on it is a release like any other: killed now, the next Deploy converges.
        var history = new ReleaseHistory(context.Cluster, context.Namespace, context.App);
        var pending = await history.UpdateAsync(
            canary, r => r with { Kind = ReleaseKind.Promote, Started = context.Time.GetUtcNow() }, cancellation)
            .ConfigureAwait(false);
        var changes = await new ChangeFinder(context)
            .FindAsync(pending.Release.Manifests, lineage, cancellation).ConfigureAwait(false);
        context.Reporter.Info($"Promote {pending.Release.Display}: {changes.Apply.Count} objects change");
        var done = await new ReleaseRun(context).RunAsync(pending, changes, lineage, cancellation).ConfigureAwait(false);
        await new CanaryTrack(context).DeleteAsync(cancellation).ConfigureAwait(false);
        return new DeliveryResult(
            done.Release, Changed: true, $"Promoted {done.Release.Display}: all traffic in {context.Environment.Name}");
    }
}
