using System.Globalization;
using System.Text.Json;
using Slipway.Rollouts.Canary;
using Slipway.Values;

namespace Slipway.Pipeline.Status;

/// <summary>What runs of one service on one track.</summary>
/// <param name="Service">The service.</param>
/// <param name="Version">The version under which its image was first deployed.</param>
/// <param name="Digest">Its image's digest; null where the image is not pinned.</param>
/// <param name="Ready">Pods that are ready.</param>
/// <param name="Desired">Pods that shall be.</param>
/// <param name="Track"><c>stable</c> or <c>canary</c>.</param>
/// <param name="Created">When the workload's present pods came, or the workload itself.</param>
/// <param name="Address">Where it can be reached.</param>
public sealed record WorkloadStatus(
    string Service,
    string Version,
    Digest? Digest,
    long Ready,
    long Desired,
    string Track,
    DateTimeOffset Created,
    string Address
)
{
    /// <summary>Reads a live Deployment, StatefulSet or DaemonSet.</summary>
    /// <param name="workload">The workload.</param>
    /// <param name="since">When its present revision came; null when that is not known.</param>
    /// <param name="address">Where its Service can be reached.</param>
    public static WorkloadStatus Of(KubeObject workload, DateTimeOffset? since, string address)
    {
        var image = Image(workload);
        var (ready, desired) = workload.GroupKind is ("apps", "DaemonSet")
            ? (workload.Number("status", "numberReady"), workload.Number("status", "desiredNumberScheduled"))
            : (workload.Number("status", "readyReplicas"), workload.Number("spec", "replicas") ?? 1);
        var created = workload.Text("metadata", "creationTimestamp")!;
        return new WorkloadStatus(
            workload.Labels.GetValueOrDefault("app.kubernetes.io/name", workload.Name),
            image?.Tag ?? "unknown",
            image?.Digest,
            ready ?? 0,
            desired ?? 0,
            workload.Text("spec", "template", "metadata", "labels", Tracks.Label) ?? Tracks.Stable,
            since ?? DateTimeOffset.Parse(created, CultureInfo.InvariantCulture),
            address
        );
    }

    // The first container is the service; others are sidecars.
    private static ImageReference? Image(KubeObject workload) =>
        workload.At("spec", "template", "spec", "containers") is { ValueKind: JsonValueKind.Array } containers
        && containers.GetArrayLength() > 0
        && containers[0].TryGetProperty("image", out var text)
        && ImageReference.TryParse(text.GetString(), out var reference)
            ? reference
            : null;
}
