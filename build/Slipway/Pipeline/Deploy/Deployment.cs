using Slipway.Environments;
using Slipway.Pipeline.Canary;
using Slipway.Pipeline.Changes;
using Slipway.Pipeline.Locking;
using Slipway.Pipeline.Promote;
using Slipway.Pipeline.Releasing;
using Slipway.Releases;
using Slipway.Reporting;
using Slipway.Rollouts.Canary;
using Slipway.Values;

namespace Slipway.Pipeline.Deploy;

/// <summary>Brings a release to all traffic of an environment.</summary>
/// <param name="context">What it works with.</param>
/// <param name="metrics">What canaries are judged by; null for the pods' own metrics.</param>
public sealed class Deployment(DeliveryContext context, CanaryMetrics? metrics = null)
{
    /// <summary>
    /// Deploys as the environment's strategy says. What is unchanged is not written; where everything is,
    /// there is no new revision.
    /// </summary>
    /// <exception cref="CanaryOnTrial">A canary waits for its verdict.</exception>
    /// <exception cref="CanaryCondemned">The strategy is canary, and the canary was bad.</exception>
    /// <exception cref="ImagesUntrusted">
    /// An image lacks the signature that the environment demands.
    /// </exception>
    /// <exception cref="Refusal">The release was refused or failed.</exception>
    public async Task<DeliveryResult> RunAsync(DesiredRelease desired, CancellationToken cancellation)
    {
        await new SignatureGate(context).RequireAsync(desired.Objects, cancellation);
        return await new ExclusiveRun(context).RunFirstAsync(
            "Deploy",
            turn => RunAsync(desired, turn),
            cancellation
        );
    }

    private async Task<DeliveryResult> RunAsync(DesiredRelease desired, Turn turn)
    {
        if (context.Environment.Strategy == Strategy.Canary && CanaryRelease.CanRun(desired, turn.Lineage))
            return await ProveAsync(desired, turn);
        return await RollAsync(desired, turn);
    }

    private async Task<DeliveryResult> ProveAsync(DesiredRelease desired, Turn turn)
    {
        if (!await new CanaryRelease(context, metrics).RunAsync(desired, turn))
            throw new CanaryUndecided(desired.Version, context.Environment.Name);
        var page = await context.History.ListAsync(turn.Stop);
        return (await new Promotion(context).FinishCanaryAsync(turn.With(Lineage.Of(page))))!;
    }

    private async Task<DeliveryResult> RollAsync(DesiredRelease desired, Turn turn)
    {
        if (turn.Lineage.Canary is { } canary)
            throw new CanaryOnTrial(canary.Release, context.Environment.Name);

        var changes = await new ChangeFinder(context).FindAsync(desired.Objects, turn.Lineage, turn.Stop);
        var records = new ReleaseRecords(context, turn);
        await records.TidyAsync();
        if (changes.IsEmpty && turn.Lineage.IsSettled)
        {
            var running = turn.Lineage.Running!.Release;
            return new DeliveryResult(
                running,
                Changed: false,
                $"Nothing to change: {running.Display} runs all of it"
            );
        }

        var pending = await records.BeginAsync(desired, ReleaseKind.Deploy);
        context.Reporter.Info($"Release {pending.Release.Display}: {changes.Summary}");
        var done = await new ReleaseRun(context, turn).RunAsync(pending, changes);
        return new DeliveryResult(
            done.Release,
            Changed: true,
            $"Deployed {done.Release.Display} to {context.Environment.Name}"
        );
    }
}
