using System.Text.Json;
using System.Text.Json.Nodes;
using Slipway.Kubernetes;
using Slipway.Kubernetes.Objects;
using Slipway.Pipeline.Changes;
using Slipway.Values;

namespace Slipway.Pipeline.Releasing;

/// <summary>Keeps the volumes of StatefulSets that are deleted.</summary>
internal static class VolumeRetention
{
    /// <summary>
    /// Has Kubernetes keep the claims of a StatefulSet whose policy
    /// (<c>persistentVolumeClaimRetentionPolicy.whenDeleted</c>) would delete them with it, and waits until its
    /// controller has let go of them. Does nothing for any other object.
    /// </summary>
    public static async Task RetainClaimsAsync(
        this Cluster cluster,
        KubeObject live,
        CancellationToken cancellation
    )
    {
        if (!VolumeClaims.Any(live) || !VolumeClaims.GoWith(live))
            return;
        var policy = new JsonObject { ["whenDeleted"] = "Retain" };
        await cluster.MergePatchAsync(
            ObjectKey.Of(live),
            new JsonObject
            {
                ["spec"] = new JsonObject { ["persistentVolumeClaimRetentionPolicy"] = policy },
            },
            cancellation
        );
        var claims = await cluster.ListAsync(
            "v1",
            "PersistentVolumeClaim",
            live.Namespace,
            selector: null,
            cancellation
        );
        foreach (var claim in claims.Items.Where(c => VolumeClaims.Belongs(live, c.Namespace, c.Name)))
            await cluster.UntilAsync(
                ObjectKey.Of(claim),
                now => now is null || !IsOwned(now, live),
                cancellation
            );
    }

    private static bool IsOwned(KubeObject claim, KubeObject set) =>
        claim.At("metadata", "ownerReferences") is { ValueKind: JsonValueKind.Array } owners
        && owners.Items().Any(o => o.Field("uid").Text() == set.Text("metadata", "uid"));
}
