using System.Text.Json;
using Slipway.Values;

namespace Slipway.Pipeline;

/// <summary>What runs of one service on one track.</summary>
/// <param name="Service">The service.</param>
/// <param name="Version">The version under which its image was first deployed.</param>
/// <param name="Digest">Its image's digest; null where the image is not pinned.</param>
/// <param name="Ready">Pods that are ready.</param>
/// <param name="Desired">Pods that shall be.</param>
/// <param name="Track"><c>stable</c> or <c>canary</c>.</param>
/// <param name="Created">When the workload's present pods came, or the workload itself.</param>
/// <param name="Address">Where it can be asked.</param>
public sealed record WorkloadStatus(
    string Service, string Version, Digest? Digest, long Ready, long Desired, string Track, DateTimeOffset Created, string Address)
{
    /// <summary>Reads a live Deployment.</summary>
    /// <param name="deployment">The Deployment.</param>
    /// <param name="since">When its present revision came; null when that is not known.</param>
    /// <param name="address">Where its Service can be asked.</param>
    public static WorkloadStatus Of(KubeObject deployment, DateTimeOffset? since, string address)
    {
        var image = deployment.At("spec", "template", "spec", "containers") is { ValueKind: JsonValueKind.Array } containers
            && containers.GetArrayLength() > 0
            && ImageReference.TryParse(containers[0].GetProperty("image").GetString(), out var reference) ? reference : null;
        return new WorkloadStatus(
            deployment.Labels.GetValueOrDefault("app.kubernetes.io/name", deployment.Name),
            image?.Tag ?? "unknown",
            image?.Digest,
            deployment.Number("status", "readyReplicas") ?? 0,
            deployment.Number("spec", "replicas") ?? 1,
            deployment.Text("spec", "template", "metadata", "labels", Tracks.Label) ?? Tracks.Stable,
            since ?? DateTimeOffset.Parse(
                deployment.Text("metadata", "creationTimestamp")!, System.Globalization.CultureInfo.InvariantCulture),
            address);
    }
}

/// <summary>The label that tells a canary's pods from the stable ones.</summary>
public static class Tracks
{
    /// <summary>On pods and in selectors of canary-capable workloads.</summary>
    public const string Label = "slipway.dev/track";

    /// <summary>What everybody gets.</summary>
    public const string Stable = "stable";

    /// <summary>What some get, to be judged.</summary>
    public const string Canary = "canary";
}
