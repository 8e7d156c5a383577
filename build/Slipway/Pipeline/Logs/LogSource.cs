using System.Text.Json;
using System.Text.Json.Nodes;
using Slipway.Formats;
using Slipway.Rollouts.Canary;
using Slipway.Values;

namespace Slipway.Pipeline.Logs;

/// <summary>A run of a container whose log can be read.</summary>
/// <param name="Service">The service, or the workload where it is none.</param>
/// <param name="Track"><c>stable</c> or <c>canary</c>.</param>
/// <param name="Namespace">The pod's namespace.</param>
/// <param name="Pod">The pod.</param>
/// <param name="Container">The container.</param>
/// <param name="Id">The run: the pod's uid and the runtime's id of the container.</param>
public sealed record LogSource(
    string Service,
    string Track,
    string Namespace,
    string Pod,
    string Container,
    string Id
)
{
    /// <summary>Whether the pod has other containers.</summary>
    public bool HasSiblings { get; init; }

    /// <summary>Whether it goes on writing.</summary>
    public bool IsRunning { get; init; }

    /// <summary>The service that a workload's pods belong to.</summary>
    internal static string ServiceOf(KubeObject workload) =>
        workload.Labels.GetValueOrDefault("app.kubernetes.io/name", workload.Name);

    /// <summary>The containers of a pod that run, or have, init containers first. Pure.</summary>
    /// <param name="pod">The pod.</param>
    /// <param name="workloads">The workloads that it may belong to.</param>
    internal static IReadOnlyList<LogSource> Of(KubeObject pod, IEnumerable<KubeObject> workloads)
    {
        if (OwnerOf(pod, workloads) is not { } owner)
            return [];
        var statuses = pod.Items("status", "initContainerStatuses")
            .Concat(pod.Items("status", "containerStatuses"))
            .ToList();
        return
        [
            .. statuses
                .Where(status => status.Text("containerID") is { Length: > 0 })
                .Select(status => new LogSource(
                    ServiceOf(owner),
                    pod.Labels.GetValueOrDefault(Tracks.Label, Tracks.Stable),
                    pod.Namespace ?? "",
                    pod.Name,
                    status.Text("name") ?? "",
                    $"{pod.Text("metadata", "uid")} {status.Text("containerID")}"
                )
                {
                    HasSiblings = statuses.Count > 1,
                    IsRunning = status.Field("state").TryField("running", out _),
                }),
        ];
    }

    /// <summary>The workload that a pod belongs to; null where it is none of these. Pure.</summary>
    internal static KubeObject? OwnerOf(KubeObject pod, IEnumerable<KubeObject> workloads) =>
        workloads.FirstOrDefault(workload => Selects(workload, pod));

    private static bool Selects(KubeObject workload, KubeObject pod) =>
        workload.Namespace == pod.Namespace
        && workload.At("spec", "selector") is { ValueKind: JsonValueKind.Object } selector
        && LabelSelector.Of(JsonObject.Create(selector)) is { IsEmpty: false } labels
        && labels.Matches(pod.Labels);
}
