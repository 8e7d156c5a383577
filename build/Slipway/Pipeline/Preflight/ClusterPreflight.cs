using Slipway.Environments;
using Slipway.Kubernetes.Errors;
using Slipway.Kubernetes.Objects;
using Slipway.Pipeline.Access;
using Slipway.Pipeline.Changes;
using Slipway.Pipeline.Destroy;
using Slipway.Pipeline.Rollback;
using Slipway.Releases;
using Slipway.Reporting;
using Slipway.Rollouts.Waiting;
using Slipway.Values;

namespace Slipway.Pipeline.Preflight;

/// <summary>
/// Finds out within a second what the cluster would refuse to a command later on: all of it, before anything is
/// built or changed.
/// </summary>
public sealed class ClusterPreflight(DeliveryContext context)
{
    /// <summary>For a release of these objects to all traffic, as the environment's strategy says.</summary>
    /// <param name="objects">The rendered manifests; images need not be pinned yet.</param>
    /// <param name="cancellation">Gives up.</param>
    public Task<IReadOnlyList<Refusal>> ForDeployAsync(
        IReadOnlyList<KubeObject> objects,
        CancellationToken cancellation
    ) =>
        CheckAsync(
            creates: true,
            (needs, _) =>
                Task.FromResult(
                    needs
                        .Records()
                        .Concat(needs.Apply(objects))
                        .Concat(context.Environment.Strategy == Strategy.Canary ? needs.Canary(objects) : [])
                ),
            objects,
            cancellation,
            ofCheckout: true
        );

    /// <summary>For a canary of these objects, and for making it stable afterwards.</summary>
    /// <param name="objects">The rendered manifests; images need not be pinned yet.</param>
    /// <param name="cancellation">Gives up.</param>
    public Task<IReadOnlyList<Refusal>> ForCanaryAsync(
        IReadOnlyList<KubeObject> objects,
        CancellationToken cancellation
    ) =>
        CheckAsync(
            creates: false,
            (needs, _) =>
                Task.FromResult(needs.Records().Concat(needs.Apply(objects)).Concat(needs.Canary(objects))),
            objects,
            cancellation,
            ofCheckout: true
        );

    /// <summary>For making a canary stable, or taking another environment's release.</summary>
    /// <param name="objects">The objects of that release, where they are known already.</param>
    /// <param name="cancellation">Gives up.</param>
    public Task<IReadOnlyList<Refusal>> ForPromotionAsync(
        IReadOnlyList<KubeObject> objects,
        CancellationToken cancellation
    ) =>
        CheckAsync(
            creates: false,
            async (needs, stop) =>
            {
                var timeline = await TimelineAsync(stop);
                var release =
                    (timeline.Canary ?? timeline.BrokenPromotion) is { } proven ? proven.Release.Manifests
                    : objects.Count > 0 ? objects
                    : timeline.Running?.Release.Manifests ?? [];
                var canaries = timeline.Canary is null ? [] : needs.RemoveCanary();
                return needs.Records().Concat(Change(needs, timeline, release)).Concat(canaries);
            },
            objects,
            cancellation
        );

    /// <summary>For removing a canary, or returning to an earlier release.</summary>
    /// <param name="to">A version or a revision; null for the last good release.</param>
    /// <param name="cancellation">Gives up.</param>
    public Task<IReadOnlyList<Refusal>> ForRollbackAsync(string? to, CancellationToken cancellation) =>
        CheckAsync(
            creates: false,
            async (needs, stop) =>
            {
                var timeline = await TimelineAsync(stop);
                return needs
                    .Records()
                    .Concat(
                        timeline.Canary is not null && to is null
                            ? needs.RemoveCanary()
                            : Change(needs, timeline, Target(timeline, to))
                    );
            },
            [],
            cancellation
        );

    /// <summary>For removing an application.</summary>
    /// <param name="confirmed">The application's name, where the user gave it.</param>
    /// <param name="cancellation">Gives up.</param>
    public async Task<IReadOnlyList<Refusal>> ForDestroyAsync(
        string? confirmed,
        CancellationToken cancellation
    )
    {
        var refusals = await CheckAsync(
            creates: false,
            async (needs, stop) =>
            {
                var recorded = (await TimelineAsync(stop)).History.SelectMany(r => r.Release.Manifests);
                return needs.Records().Concat(needs.Destroy([.. recorded]));
            },
            [],
            cancellation
        );
        return await DestroyCommand.WhyUnconfirmedAsync(context, confirmed, cancellation) is { } unconfirmed
            ? [unconfirmed, .. refusals]
            : refusals;
    }

    private async Task<IReadOnlyList<Refusal>> CheckAsync(
        bool creates,
        Func<AccessNeeds, CancellationToken, Task<IEnumerable<NeededAccess>>> plan,
        IReadOnlyList<KubeObject> objects,
        CancellationToken cancellation,
        bool ofCheckout = false
    )
    {
        // A promotion releases a commit that another environment proved.
        var built = ofCheckout && context.Environment is { PromotionFrom: null, Cluster.Local: false };
        var refusals = await Task.WhenAll(
            RefusalOfAsync(() => new NamespaceCheck(context).RequireAsync(creates, cancellation)),
            RefusalOfAsync(() => new NamespaceCheck(context).RequireFurtherAsync(objects, cancellation)),
            RefusalOfAsync(async () =>
            {
                var kinds = await context.Cluster.KindsAsync(cancellation);
                var needs = new AccessNeeds(kinds, context.App, context.Namespace);
                if (needs.Unserved(objects).ToList() is { Count: > 0 } unserved)
                    throw new KindsNotServedException(unserved, context.Cluster.Address);
                await new AccessCheck(context).RequireAsync(
                    [.. (await plan(needs, cancellation)).Distinct()],
                    cancellation
                );
            }),
            RefusalOfAsync(() => TellLockAsync(cancellation)),
            RefusalOfAsync(() => built ? RequireCommitAsync(cancellation) : Task.CompletedTask)
        );
        // A fault of the connection or of the credentials comes from each of them.
        return [.. refusals.OfType<Refusal>().DistinctBy(r => (r.What, r.Where))];
    }

    private async Task RequireCommitAsync(CancellationToken cancellation) =>
        await new CommitGate(context).RequireHeadAsync(await TimelineAsync(cancellation), cancellation);

    // Every command waits for the lock; it may take long until then.
    private async Task TellLockAsync(CancellationToken cancellation)
    {
        try
        {
            if (
                await HeldLock.FindAsync(context.Cluster, context.Namespace, context.App, cancellation) is
                { } held
            )
                context.Reporter.Info(
                    $"{context.App} is locked by {held.Holder}"
                        + (held.Since is { } since ? $", for {RolloutHints.Time(since)} so far" : "")
                        + "; this command will wait for it to finish"
                );
        }
        catch (AccessDeniedException e) when (e.Code == 403)
        {
            // It is among the rights that are missing.
        }
    }

    private async Task<ReleaseTimeline> TimelineAsync(CancellationToken cancellation)
    {
        try
        {
            return ReleaseTimeline.Of(await context.History.ListAsync(cancellation));
        }
        catch (AccessDeniedException e) when (e.Code == 403)
        {
            // Without it the other rights are checked all the same.
            return ReleaseTimeline.Empty;
        }
    }

    private static IEnumerable<NeededAccess> Change(
        AccessNeeds needs,
        ReleaseTimeline timeline,
        IReadOnlyList<KubeObject> release
    ) => release.Count == 0 ? [] : needs.Apply(release).Concat(needs.Delete(Gone(timeline, release)));

    private static IReadOnlyList<ObjectKey> Gone(
        ReleaseTimeline timeline,
        IReadOnlyList<KubeObject> release
    ) =>
        [
            .. Pruning
                .Left(timeline.Objects, release)
                .Where(o => Pruning.WhyKept(o) is null)
                .Select(ObjectKey.Of),
        ];

    // Why there is nothing to go back to, the command says itself.
    private IReadOnlyList<KubeObject> Target(ReleaseTimeline timeline, string? to)
    {
        try
        {
            return RollbackTarget.Choose(RollbackCommand.Candidates(timeline, to), to, context.App).Manifests;
        }
        catch (Refusal)
        {
            return [];
        }
    }

    private static async Task<Refusal?> RefusalOfAsync(Func<Task> check)
    {
        try
        {
            await check();
            return null;
        }
        catch (Refusal refusal)
        {
            return refusal;
        }
    }
}
