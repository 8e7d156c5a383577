using Slipway.Releases;
using Slipway.Reporting;

namespace Slipway.Pipeline.Changes;

/// <summary>Lets a release through if its commit contains the one that runs, or somebody said why not.</summary>
internal sealed class CommitGate(DeliveryContext context)
{
    /// <summary>
    /// Checks the commit that is checked out, before anything is built of it: the release itself is checked again
    /// under the lock.
    /// </summary>
    /// <exception cref="StaleCommitException">It must not follow what runs.</exception>
    public async Task RequireHeadAsync(ReleaseTimeline timeline, CancellationToken cancellation)
    {
        if (
            context.Choices.AllowOlder is null
            && context.Commits is { } commits
            && timeline.Running?.Release is { ManifestCommit: { } ours } running
            && await commits.FindHeadAsync(cancellation) is { } head
            && CommitOrder.Problem(
                await commits.RelateAsync(head, ours, cancellation),
                head,
                running,
                context.Environment.Name
            )
                is { } problem
        )
            throw problem;
    }

    /// <summary>Checks a release that is to follow a history.</summary>
    /// <returns>The release with the reason for which it may be older, where that was needed.</returns>
    /// <exception cref="StaleCommitException">It must not follow.</exception>
    public async Task<DesiredRelease> RequireAsync(
        DesiredRelease desired,
        ReleaseTimeline timeline,
        CancellationToken cancellation
    )
    {
        var environment = context.Environment;
        if (
            environment.Cluster.Local
            || context.Commits is not { } commits
            || desired.Commit is not { } commit
            || timeline.Running?.Release is not { ManifestCommit: { } ours } running
        )
            return desired;
        var relation = await commits.RelateAsync(commit, ours, cancellation);
        if (environment.PromotionFrom is not null)
        {
            if (CommitOrder.Remark(relation, desired.Version, running, environment.Name) is { } remark)
                context.Reporter.Warning(remark);
            return desired;
        }
        if (CommitOrder.Problem(relation, commit, running, environment.Name) is not { } problem)
            return desired;
        if (context.Choices.AllowOlder is not { } reason)
            throw problem;
        context.Reporter.Warning($"Allowed by --allow-older (\"{reason}\"): {problem.What}");
        return desired with { AllowedOlder = reason };
    }
}
