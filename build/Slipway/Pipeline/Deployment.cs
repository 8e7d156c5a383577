using Slipway.Environments;
using Slipway.Releases;
using Slipway.Reporting;
using Slipway.Values;

namespace Slipway.Pipeline;

/// <summary>Brings a release to all traffic of an environment.</summary>
public sealed class Deployment(DeliveryContext context)
{
    /// <summary>
    /// Deploys as the environment's strategy says. What is unchanged is not written; where everything is, there is no new
    /// revision.
    /// </summary>
    /// <exception cref="CanaryOnTrial">A canary waits for its verdict.</exception>
    /// <exception cref="CanaryCondemned">The strategy is canary, and the canary was bad.</exception>
    /// <exception cref="Refusal">The release was refused or failed.</exception>
    public async Task<DeliveryResult> RunAsync(DesiredRelease desired, CancellationToken cancellation)
    {
        if (context.Environment.Strategy == Strategy.Canary)
        {
            var canary = new CanaryRelease(context);
            if (await canary.CanRunAsync(desired, cancellation).ConfigureAwait(false))
            {
                if (!await canary.RunAsync(desired, cancellation).ConfigureAwait(false))
                    throw new CanaryUndecided(desired.Version, context.Environment.Name);
                if (await new Promotion(context).FinishCanaryAsync(cancellation).ConfigureAwait(false) is { } promoted)
                    return promoted;
            }
        }
        return await RollAsync(desired, cancellation).ConfigureAwait(false);
    }

    private Task<DeliveryResult> RollAsync(DesiredRelease desired, CancellationToken cancellation) =>
        new ExclusiveRun(context).RunAsync("Deploy", (lineage, ct) => RollAsync(desired, lineage, ct), cancellation);

    private async Task<DeliveryResult> RollAsync(DesiredRelease desired, Lineage lineage, CancellationToken cancellation)
    {
        if (lineage.Canary is { } canary)
            throw new CanaryOnTrial(canary.Release, context.Environment.Name);

        var changes = await new ChangeFinder(context).FindAsync(desired.Objects, lineage, cancellation)
            .ConfigureAwait(false);
        if (changes.IsEmpty && lineage.IsSettled)
        {
            var running = lineage.Running!.Release;
            return new DeliveryResult(running, Changed: false, $"Nothing to change: {running.Display} runs all of it");
        }

        var records = new ReleaseRecords(context);
        await records.CloseUnfinishedAsync(lineage, cancellation).ConfigureAwait(false);
        var pending = await records.BeginAsync(desired, ReleaseKind.Deploy, cancellation).ConfigureAwait(false);
        context.Reporter.Info(
            $"Release {pending.Release.Display}: {changes.Apply.Count} of {desired.Objects.Count} objects change"
            + (changes.Prune.Count > 0 ? $", {changes.Prune.Count} go" : ""));
        var done = await new ReleaseRun(context).RunAsync(pending, changes, lineage, cancellation).ConfigureAwait(false);
        return new DeliveryResult(done.Release, Changed: true, $"Deployed {done.Release.Display} to {context.Environment.Name}");
    }
}
