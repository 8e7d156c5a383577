using System.Collections.Concurrent;
using Slipway.Kubernetes.Errors;
using Slipway.Kubernetes.Objects;
using Slipway.Releases;
using Slipway.Reporting;
using Slipway.Values;

namespace Slipway.Pipeline.Changes;

/// <summary>Finds out what becomes of the objects that a release no longer has, as they are now.</summary>
internal sealed class DepartureFinder(DeliveryContext context)
{
    /// <summary>Looks at each of them.</summary>
    /// <exception cref="Refusal">One of them may not be read, so it could not be deleted either.</exception>
    public async Task<Departures> FindAsync(
        IReadOnlyList<KubeObject> desired,
        ReleaseTimeline timeline,
        CancellationToken cancellation
    )
    {
        var unrecorded = await new UnrecordedObjects(context).FindAsync(desired, timeline, cancellation);
        if (unrecorded.Count > 0)
            context.Reporter.Warning(
                "No release record explains what carries our labels: "
                    + ObjectSummary.Of(Ordered(unrecorded.Select(ObjectKey.Of), k => k))
            );
        var left = Pruning.Left(timeline.Objects.Concat(unrecorded), desired);
        var removed = new ConcurrentBag<KubeObject>();
        var newlyKept = new ConcurrentBag<KeptObject>();
        await Parallel.ForEachAsync(left, Concurrency.Limit(cancellation), async (obj, ct) =>
        {
            var key = ObjectKey.Of(obj);
            if (await LiveAsync(key, ct) is not { } live)
                return;
            if (!Pruning.IsOurs(live, context.App))
                context.Reporter.Info(
                    $"{key.Display} stays: its labels say that it is no longer managed here"
                );
            else if (Pruning.WhyKept(live) is { } reason)
                newlyKept.Add(new KeptObject(key, reason));
            else
                removed.Add(live);
        });
        foreach (var claim in await ClaimsAsync(removed, cancellation))
            newlyKept.Add(claim);

        var present = desired.Select(o => ObjectKey.Of(o).Identity).ToHashSet();
        var known = timeline.Kept.Select(k => k.Key.Identity).ToHashSet();
        var (readopted, remembered) = (new List<ObjectKey>(), new List<KeptObject>());
        foreach (var kept in timeline.Kept)
        {
            if (
                present.Contains(kept.Key.Identity)
                || desired.Any(o => VolumeClaims.Belongs(o, kept.Key.Namespace, kept.Key.Name))
            )
                readopted.Add(kept.Key);
            else if (await IsStillKeptAsync(kept.Key, cancellation))
                remembered.Add(kept);
        }
        var fresh = newlyKept.Where(k => !known.Contains(k.Key.Identity)).ToList();
        return new Departures(
            Ordered(removed.Select(ObjectKey.Of), k => k),
            [.. remembered, .. Ordered(fresh, k => k.Key)],
            Ordered(fresh, k => k.Key),
            readopted
        )
        {
            Unrecorded = unrecorded,
        };
    }

    /// <summary>Whether what was kept is there and nobody has made it their own.</summary>
    public async Task<bool> IsStillKeptAsync(ObjectKey key, CancellationToken cancellation) =>
        await LiveAsync(key, cancellation) is { } live && !Pruning.IsAdopted(live, context.App);

    // Removing the definition of a kind removed its objects too.
    private async Task<KubeObject?> LiveAsync(ObjectKey key, CancellationToken cancellation) =>
        await context.Cluster.FindKindAsync(key.ApiVersion, key.Kind, cancellation) is not null
            ? await context.Cluster.GetAsync(key, cancellation)
            : null;

    /// <summary>The volumes of StatefulSets that go, which their controller made and no manifest names.</summary>
    private async Task<IReadOnlyList<KeptObject>> ClaimsAsync(
        IReadOnlyCollection<KubeObject> removed,
        CancellationToken cancellation
    )
    {
        var found = new List<KeptObject>();
        foreach (var set in removed.Where(VolumeClaims.Any))
        {
            try
            {
                var claims = await context.Cluster.ListAsync(
                    "v1",
                    "PersistentVolumeClaim",
                    set.Namespace,
                    selector: null,
                    cancellation
                );
                found.AddRange(
                    claims
                        .Items.Where(c => VolumeClaims.Belongs(set, c.Namespace, c.Name))
                        .Select(c => new KeptObject(ObjectKey.Of(c), $"it holds the data of {set.Display}"))
                );
            }
            catch (AccessDeniedException e) when (e.Code == 403)
            {
                context.Reporter.Warning(
                    $"The volume claims of {set.Display} stay, but cannot be listed: {e.What}"
                );
            }
        }
        return found;
    }

    private static IReadOnlyList<T> Ordered<T>(IEnumerable<T> items, Func<T, ObjectKey> key) =>
        [.. items.OrderBy(i => $"{key(i)}", StringComparer.Ordinal)];
}
