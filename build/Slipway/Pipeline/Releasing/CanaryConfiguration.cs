using System.Text.Json;
using Slipway.Kubernetes;
using Slipway.Kubernetes.Objects;
using Slipway.Pipeline.Changes;
using Slipway.Pipeline.Locking;
using Slipway.Releases;
using Slipway.Reporting;
using Slipway.Rollouts.Canary;
using Slipway.Values;

namespace Slipway.Pipeline.Releasing;

/// <summary>
/// The configuration that was created for a canary's pods, under the new names that generators give it. Once
/// the canary is gone, nobody needs it.
/// </summary>
internal sealed class CanaryConfiguration(DeliveryContext context, LockedRun lockedRun)
{
    /// <summary>Deletes it, but for what somebody else uses. What cannot be deleted is said, and kept.</summary>
    public async Task DeleteAsync(Release canary)
    {
        var running = lockedRun.Timeline.Running?.Release.Manifests ?? [];
        var candidates = canary
            .Manifests.Where(o => IsConfiguration(o) && o.Namespace == context.Namespace)
            .ToList();
        if (Surplus(candidates, running, new HashSet<string>()).Count == 0)
            return;
        try
        {
            foreach (var key in Surplus(candidates, running, await UsedAsync()))
                await DeleteAsync(key);
        }
        catch (Refusal e)
        {
            context.Reporter.Warning($"The canary's configuration could not be removed: {e.What}");
        }
    }

    /// <summary>Which objects of a canary go with it. Pure.</summary>
    /// <param name="canary">Its configuration.</param>
    /// <param name="running">The objects of the release that keeps running.</param>
    /// <param name="used">Every text in the specs of the pods that remain, names of configuration among them.</param>
    internal static IReadOnlyList<ObjectKey> Surplus(
        IEnumerable<KubeObject> canary,
        IEnumerable<KubeObject> running,
        IReadOnlySet<string> used
    ) =>
        [
            .. Pruning
                .Left(canary, running)
                .Where(o => Pruning.WhyKept(o) is null && !used.Contains(o.Name))
                .Select(ObjectKey.Of),
        ];

    /// <summary>Every text in a piece of JSON.</summary>
    internal static IEnumerable<string> Texts(JsonElement json) =>
        json.ValueKind switch
        {
            JsonValueKind.String => [json.Text()!],
            JsonValueKind.Array => json.Items().SelectMany(Texts),
            JsonValueKind.Object => json.Members().SelectMany(p => Texts(p.Value)),
            _ => [],
        };

    private static bool IsConfiguration(KubeObject obj) => obj.GroupKind is ("", "ConfigMap" or "Secret");

    private async Task<IReadOnlySet<string>> UsedAsync()
    {
        var used = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (apiVersion, kind) in new[] { ("v1", "Pod"), ("apps/v1", "Deployment") })
        {
            var list = await context.Cluster.ListAsync(
                apiVersion,
                kind,
                context.Namespace,
                null,
                lockedRun.Stop
            );
            // Its own pods take a while to end.
            foreach (
                var obj in list.Items.Where(o => o.Labels.GetValueOrDefault(Tracks.Label) != Tracks.Canary)
            )
                used.UnionWith(obj.At("spec") is { } spec ? Texts(spec) : []);
        }
        return used;
    }

    private async Task DeleteAsync(ObjectKey key)
    {
        if (
            await context.Cluster.GetAsync(key, lockedRun.Stop) is not { } live
            || !Pruning.IsOurs(live, context.App)
            || Pruning.WhyKept(live) is not null
        )
            return;
        context.Reporter.Info($"Remove {key}, which only the canary used");
        await context.Cluster.DeleteAsync(key, new DeleteOptions(), lockedRun.Stop);
    }
}
