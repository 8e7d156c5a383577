using System.Collections.Concurrent;
using Slipway.Kubernetes;
using Slipway.Kubernetes.Errors;
using Slipway.Kubernetes.Objects;
using Slipway.Manifests;
using Slipway.Pipeline.Changes;
using Slipway.Releases;
using Slipway.Values;

namespace Slipway.Pipeline.Access;

/// <summary>
/// Finds out which rights are missing, in one request for each namespace where the API server lists rights,
/// and in one for each right where it does not.
/// </summary>
public sealed class AccessCheck(DeliveryContext context)
{
    /// <summary>The actions that are needed and not allowed; nothing is changed.</summary>
    public async Task<IReadOnlyList<AccessReview>> FindMissingAsync(
        IReadOnlyList<NeededAccess> needs,
        CancellationToken cancellation
    )
    {
        var denied = await FindDeniedAsync(needs, cancellation);
        if (denied.Any(need => need.Object is not null))
            denied = await WithoutExcusedAsync(denied, cancellation);
        return [.. denied.Select(need => need.Action).Distinct()];
    }

    /// <summary>Refuses where rights are missing.</summary>
    /// <exception cref="AccessMissingException">Some are; all are listed.</exception>
    public async Task RequireAsync(IReadOnlyList<NeededAccess> needs, CancellationToken cancellation)
    {
        if (needs.Count == 0)
            return;
        var missing = await FindMissingAsync(needs, cancellation);
        if (missing.Count > 0)
            throw new AccessMissingException(missing, context.Cluster.Address);
    }

    private async Task<IReadOnlyList<NeededAccess>> FindDeniedAsync(
        IReadOnlyList<NeededAccess> needs,
        CancellationToken cancellation
    )
    {
        var actions = needs.SelectMany(need => need.AnyOf).Distinct().ToList();
        var places = actions.Select(action => action.Namespace).OfType<string>().Distinct();
        var rules = new ConcurrentDictionary<string, AccessRules>();
        await Parallel.ForEachAsync(places, Concurrency.Limit(cancellation), async (ns, ct) =>
            rules[ns] = await context.Cluster.RulesAsync(ns, ct)
        );
        var allowed = new ConcurrentDictionary<AccessReview, bool>();
        await Parallel.ForEachAsync(actions, Concurrency.Limit(cancellation), async (action, ct) =>
            allowed[action] = (action.Namespace is { } ns ? rules[ns].Allows(action) : null)
                ?? (await context.Cluster.MayAsync(action, ct)).Allowed
        );
        return [.. needs.Where(need => !need.AnyOf.Any(action => allowed[action]))];
    }

    // What exists need not be created, and what stays as it is need not be changed: a narrow Role may well
    // lack these rights on purpose. Read only where something is denied.
    private async Task<IReadOnlyList<NeededAccess>> WithoutExcusedAsync(
        IReadOnlyList<NeededAccess> denied,
        CancellationToken cancellation
    )
    {
        var objects = denied.Select(need => need.Object).OfType<KubeObject>().Distinct().ToList();
        var running = await RunningAsync(cancellation);
        var marked = DesiredObjects
            .KeepUnchanged(ManifestLabels.Mark(objects, context.App, "", null), running)
            .Zip(objects)
            .ToDictionary(pair => pair.Second, pair => pair.First);
        var applied = running.DistinctBy(ObjectKey.Of).ToDictionary(ObjectKey.Of);
        var live = new ConcurrentDictionary<KubeObject, KubeObject?>();
        await Parallel.ForEachAsync(objects, Concurrency.Limit(cancellation), async (obj, ct) =>
            live[obj] = await FindAsync(ObjectKey.Of(obj), ct)
        );
        return [.. denied.Where(need => need.Object is not { } obj || !IsExcused(need, obj))];

        bool IsExcused(NeededAccess need, KubeObject obj) =>
            live[obj] is { } there
            && (
                need.Action.Verb == "create"
                || ChangeSet.IsUnchanged(
                    marked[obj],
                    applied.GetValueOrDefault(ObjectKey.Of(marked[obj])),
                    there
                )
            );
    }

    private async Task<IReadOnlyList<KubeObject>> RunningAsync(CancellationToken cancellation)
    {
        try
        {
            var page = await context.History.ListAsync(cancellation);
            // After a release that ended early everything is compared by the API server, which takes the right.
            var timeline = ReleaseTimeline.Of(page);
            return timeline.IsSettled ? timeline.Running!.Release.Manifests : [];
        }
        catch (ApiException)
        {
            return [];
        }
    }

    private async Task<KubeObject?> FindAsync(ObjectKey key, CancellationToken cancellation)
    {
        try
        {
            return await context.Cluster.GetAsync(key, cancellation);
        }
        catch (Refusal e) when (e is ApiException or KindNotServedException)
        {
            return null;
        }
    }
}
