using System.Collections.Concurrent;
using Slipway.Kubernetes;
using Slipway.Kubernetes.Errors;
using Slipway.Kubernetes.Objects;
using Slipway.Releases;
using Slipway.Reporting;
using Slipway.Rollouts.Waiting;
using Slipway.Values;

namespace Slipway.Pipeline.Changes;

/// <summary>
/// Finds out what a release would change, without changing anything: one list for each kind, and a dry run
/// only of what looks different. So unknown fields, conflicts and missing rights come to light before the
/// first write, all at once.
/// </summary>
/// <param name="context">What it works with.</param>
/// <param name="goingBack">
/// Whether a release is rolled back: then immutable fields never refuse it.
/// </param>
public sealed class ChangeFinder(DeliveryContext context, bool goingBack = false)
{
    // What is to be done with an object: nothing, apply it, or replace it.
    private sealed record Change(bool Apply, Replacement? Replacement = null)
    {
        /// <summary>Set where the number of pods is not as the manifest says.</summary>
        public ScaledReplicas? Scaled { get; init; }

        /// <summary>The object as it would be; null where the API server was not asked.</summary>
        public KubeObject? Result { get; init; }

        public static Change None { get; } = new(false);
    }

    /// <summary>Compares a release with the cluster and with what came before it.</summary>
    /// <exception cref="Refusal">The API server would refuse an object.</exception>
    /// <exception cref="MultipleRefusalsException">It would refuse several.</exception>
    public async Task<ChangeSet> FindAsync(
        IReadOnlyList<KubeObject> desired,
        ReleaseTimeline timeline,
        CancellationToken cancellation
    )
    {
        var reading = new LiveObjects(context.Cluster).ReadAsync(desired, cancellation);
        var departing = new DepartureFinder(context).FindAsync(desired, timeline, cancellation);
        await Task.WhenAll(reading, departing);
        var (live, departures) = (await reading, await departing);
        // After a release that ended early it is unknown what was applied of it: then the API server compares
        // everything.
        var running = (timeline.Running?.Release.Manifests ?? []).ToDictionary(ObjectKey.Of);
        var applied = timeline.IsSettled ? running : [];
        var found = new ConcurrentDictionary<ObjectKey, Change>();
        var refused = new ConcurrentBag<Refusal>();
        await Parallel.ForEachAsync(desired, Concurrency.ForApplies(cancellation), async (obj, ct) =>
        {
            var key = ObjectKey.Of(obj);
            try
            {
                var current = live.GetValueOrDefault(key);
                var scaled = ScaledReplicas.Decide(
                    obj,
                    running.GetValueOrDefault(key),
                    current,
                    context.Choices.ResetReplicas,
                    goingBack
                );
                found[key] = await CompareAsync(
                    scaled is { TakeOver: true } ? ScaledReplicas.Without(obj) : scaled?.Apply ?? obj,
                    applied.GetValueOrDefault(key),
                    current,
                    desired,
                    timeline,
                    ct
                ) with
                {
                    Scaled = scaled,
                };
                // Nothing else was in the way, so taking over is about the number alone.
                if (scaled is { TakeOver: true } && found[key].Replacement is null)
                {
                    var options = new ApplyOptions(Force: true, DryRun: true);
                    var taken = await context.Cluster.ApplyAsync(obj, options, ct);
                    found[key] = found[key] with { Apply = true, Result = taken.Object };
                }
                if (
                    found[key] is { Apply: true, Replacement: { } replacement }
                    && !(goingBack && obj.GroupKind is ("batch", "Job"))
                )
                    await new ReplacementCheck(context).RunAsync(obj, replacement, ct);
            }
            catch (Refusal e) when (e is not ClusterUnreachableException)
            {
                refused.Add(e);
            }
        });
        if (!refused.IsEmpty)
            throw MultipleRefusalsException.Of([.. refused.OrderBy(r => r.Where, StringComparer.Ordinal)]);
        foreach (var (key, change) in found.Where(f => f.Value is { Apply: false, Replacement: not null }))
            context.Reporter.Warning($"{key.Display} stays as it is: {change.Replacement!.Reason}");
        var scaledOnes = found
            .Where(f => f.Value.Scaled is not null)
            .OrderBy(f => $"{f.Key}", StringComparer.Ordinal);
        // A command with a canary compares twice, and has it shown once.
        foreach (var (_, change) in scaledOnes)
            context.Reporter.Report(new StandingNotice(Severity.Info, change.Scaled!.Remark));
        return new ChangeSet(
            desired,
            [
                .. desired
                    .Where(o => found[ObjectKey.Of(o)].Apply)
                    .Select(o => found[ObjectKey.Of(o)].Scaled?.Apply ?? o),
            ],
            found
                .Where(f => f.Value is { Apply: true, Replacement: not null })
                .ToDictionary(f => f.Key, f => f.Value.Replacement!),
            departures.Removed
        )
        {
            Departures = departures,
            TakeOver = found.Where(f => f.Value.Scaled is { TakeOver: true }).Select(f => f.Key).ToHashSet(),
            Previews = desired.ToDictionary(ObjectKey.Of, o =>
            {
                var key = ObjectKey.Of(o);
                var current = live.GetValueOrDefault(key);
                return new ObjectPreview(o, current, running.GetValueOrDefault(key), found[key].Result)
                {
                    Kept = found[key].Scaled?.Remark ?? KeptReplicas.Remark(o, current),
                };
            }),
        };
    }

    private async Task<Change> CompareAsync(
        KubeObject obj,
        KubeObject? applied,
        KubeObject? live,
        IReadOnlyList<KubeObject> release,
        ReleaseTimeline timeline,
        CancellationToken cancellation
    )
    {
        if (DoneHooks.Contain(obj, live, timeline))
            return Change.None;
        // A Job that failed does not begin again by itself.
        if (
            obj.GroupKind is ("batch", "Job")
            && live is not null
            && Readiness.Of(live).State == ReadinessState.Failed
        )
            return new Change(true, Replacement.OfJob);
        if (ChangeSet.IsUnchanged(obj, applied, live))
            return Change.None;
        // A kind that the release itself brings can only be checked once it is there.
        if (
            await context.Cluster.FindKindAsync(obj.ApiVersion, obj.Kind, cancellation) is null
            && release.Any(o =>
                o.GroupKind is ("apiextensions.k8s.io", "CustomResourceDefinition")
                && o.Text("spec", "group") == obj.GroupKind.Group
                && o.Text("spec", "names", "kind") == obj.Kind
            )
        )
            return new Change(true);
        try
        {
            var options = new ApplyOptions(context.ForceConflicts, DryRun: true);
            var result = await context.Cluster.ApplyAsync(KeptReplicas.In(obj, live), options, cancellation);
            if (live is not null && ImmutableFields.Dropped(obj, live) is { Count: > 0 } dropped)
                return Decide(obj, dropped);
            return live is not null && ChangeSet.IsSame(result.Object, live)
                ? Change.None
                : new Change(true) { Result = result.Object };
        }
        catch (ApiException e)
            when (live is not null && ImmutableFields.Named(e, obj, live) is { Count: > 0 } fields)
        {
            return Decide(obj, fields);
        }
        catch (InvalidObjectException e)
            when (live is not null && ForeignItems.In(live, obj) is { Count: > 0 } foreign)
        {
            throw new ForeignItemsRefusal(e, ObjectKey.Of(obj), foreign);
        }
        catch (ApiException e)
            when (e.Code == 404 && (Brings(release, obj.Namespace) || IsOfMissingNamespace(e, live)))
        {
            return new Change(true);
        }
        catch (ApiException e)
            when (e.Code == 404
                && obj.GroupKind is ("rbac.authorization.k8s.io", "RoleBinding" or "ClusterRoleBinding")
            )
        {
            // The API server looks for the role, which comes with the release, before it looks at what changed.
            return live is not null && FieldDifference.Between(live, obj, "roleRef") is { Count: > 0 }
                ? Decide(obj, [new FieldDifference("roleRef", null, null)])
                : new Change(true);
        }
        catch (AdmissionRefusedException e)
            when (e.Status.Message.Contains("does not support dry run", StringComparison.Ordinal))
        {
            // A webhook with side effects is asked only when it counts.
            return new Change(true);
        }
    }

    // What is in a namespace that comes with the release can only be checked once that is there.
    private static bool Brings(IReadOnlyList<KubeObject> release, string? ns) =>
        release.Any(o => o.GroupKind is ("", "Namespace") && o.Name == ns);

    // A release creates the application's own namespace before it compares; who only compares finds none.
    private bool IsOfMissingNamespace(ApiException refusal, KubeObject? live) =>
        live is null
        && refusal.Status.Message.Contains(
            $"namespaces \"{context.Namespace}\" not found",
            StringComparison.Ordinal
        );

    private Change Decide(KubeObject obj, IReadOnlyList<FieldDifference> fields)
    {
        var key = ObjectKey.Of(obj);
        var replacement = ImmutableChange.Decide(key, fields, context.ReplaceImmutable, goingBack);
        return new Change(replacement.Way != ReplacementWay.Never, replacement);
    }
}
