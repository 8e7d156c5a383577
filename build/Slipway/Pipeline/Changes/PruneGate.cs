using Slipway.Kubernetes.Objects;
using Slipway.Releases;
using Slipway.Reporting;
using Slipway.Values;

namespace Slipway.Pipeline.Changes;

/// <summary>
/// Says what a release removes and what it keeps, before anything is applied, and lets it through if somebody
/// meant it.
/// </summary>
internal sealed class PruneGate(DeliveryContext context)
{
    /// <summary>Says it, and demands a confirmation where the rule asks for one.</summary>
    /// <param name="departures">What the release no longer has.</param>
    /// <param name="timeline">What was released before.</param>
    /// <param name="desired">The release.</param>
    /// <param name="command">The command to confirm.</param>
    /// <param name="cancellation">Stops waiting for an answer.</param>
    /// <exception cref="PruneNotConfirmedException">Nobody confirmed it.</exception>
    public async Task RequireAsync(
        Departures departures,
        ReleaseTimeline timeline,
        DesiredRelease desired,
        string command,
        CancellationToken cancellation
    )
    {
        Announce(departures);
        if (
            context.Environment.Cluster.Local
            || context.Choices.ConfirmPrune
            || PruneRule.Concern(
                [.. timeline.Objects, .. departures.Unrecorded],
                departures.Removed,
                desired.Objects
            )
                is not { } concern
        )
            return;
        if (
            context.Confirmation is { } person
            && await person.AskAsync(
                $"{desired.Version} {concern} in {context.Environment.Name}. Go on?",
                cancellation
            )
        )
            return;
        throw new PruneNotConfirmedException(desired, concern, command, context.Environment.Name);
    }

    /// <summary>Only says it: for a rollback, which must not be held up.</summary>
    public void Announce(Departures departures)
    {
        if (departures.Removed.Count > 0)
            context.Reporter.Warning(
                $"This removes what is no longer in the manifests: {ObjectSummary.Of(departures.Removed)}"
            );
        foreach (var kept in departures.NewlyKept)
            context.Reporter.Warning(
                $"{kept.Key.Display} is no longer in the manifests, but stays, because {kept.Reason}. "
                    + $"To delete it: {KubectlDelete.Of(kept.Key)}"
            );
    }
}

/// <summary>A release removes what nobody confirmed.</summary>
public sealed class PruneNotConfirmedException(
    DesiredRelease desired,
    string concern,
    string command,
    string environment
)
    : Refusal(
        $"{desired.Version} {concern}",
        $"environment {environment}; nothing was changed",
        $"put back into the manifests what should stay; to remove it: ./build.sh {command} --env {environment} "
            + "--confirm-prune"
    );
