using Slipway.Rollouts.Canary;
using Slipway.Rollouts.Waiting;
using Slipway.Values;

namespace Slipway.Pipeline.Status;

/// <summary>What runs of one service on one track.</summary>
/// <param name="Service">The service.</param>
/// <param name="Version">The version under which its image was first deployed.</param>
/// <param name="Digest">Its image's digest; null where the image is not pinned.</param>
/// <param name="Ready">Pods of this revision that are available.</param>
/// <param name="Desired">Pods that shall be.</param>
/// <param name="Track"><c>stable</c> or <c>canary</c>.</param>
/// <param name="Created">When the first of its present pods came, or the workload itself.</param>
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
    /// <summary>
    /// The older revisions that serve instead of this one, or beside it; none once it is rolled out.
    /// </summary>
    public IReadOnlyList<ServingRevision> StillServing { get; init; } = [];

    /// <summary>What it waits for, with the best reason known; empty for a workload that is ready.</summary>
    public string WaitsFor { get; init; } = "";

    /// <summary>For people: <c>0 of 1 new, 1 old still serves</c>.</summary>
    public string Counts => new PodCounts(Ready, Desired, StillServing.Sum(r => r.Ready)).Words;

    /// <summary>Reads a live Deployment, StatefulSet or DaemonSet.</summary>
    /// <param name="workload">The workload.</param>
    /// <param name="picture">What else is known: its ReplicaSets, revisions, pods and their events.</param>
    /// <param name="address">Where its Service can be reached.</param>
    internal static WorkloadStatus Of(KubeObject workload, RolloutState picture, string address)
    {
        string[] template = ["spec", "template", "spec"];
        var container = ServiceContainer.Name(workload, template);
        var image = ServiceContainer.Image(workload, container, template);
        var verdict = RolloutJudge.Judge(workload, picture, oldNewsCount: true);
        var counts = verdict.Counts ?? PodCounts.Of(workload, picture, isReady: false);
        return new WorkloadStatus(
            workload.Labels.GetValueOrDefault("app.kubernetes.io/name", workload.Name),
            image?.Tag ?? "unknown",
            image?.Digest,
            verdict.Counts is null ? 0 : counts.Ready,
            counts.Desired,
            workload.Text("spec", "template", "metadata", "labels", Tracks.Label) ?? Tracks.Stable,
            Since(workload, picture),
            address
        )
        {
            StillServing = ServingRevision.Of(NewRevision.OldPods(workload, picture), container),
            WaitsFor = verdict.WaitsFor,
        };
    }

    // Going back to an older revision takes up its old ReplicaSet again, but never its pods.
    private static DateTimeOffset Since(KubeObject workload, RolloutState picture)
    {
        var pods = NewRevision.Pods(workload, picture).ToList();
        return pods.Count > 0
            ? pods.Min(ServingRevision.CreationOf)
            : ServingRevision.CreationOf(NewRevision.Maker(workload, picture) ?? workload);
    }
}
