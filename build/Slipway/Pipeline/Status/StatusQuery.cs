using Slipway.Kubernetes.Objects;
using Slipway.Kubernetes.Watching;
using Slipway.Manifests;
using Slipway.Rollouts.Waiting;
using Slipway.Values;

namespace Slipway.Pipeline.Status;

/// <summary>
/// Reports what runs. Takes no lock and writes nothing. Reads only kinds that were ever released, and shows
/// what it may read.
/// </summary>
public sealed class StatusQuery(DeliveryContext context)
{
    private const string Apps = "apps/v1";
    private static readonly string[] s_kinds = ["Deployment", "StatefulSet", "DaemonSet"];

    /// <summary>Every workload of the application, on both tracks, in the order of names.</summary>
    public async Task<StatusReport> RunAsync(CancellationToken cancellation)
    {
        var ours = new ObjectSelector(ManifestLabels.Selector(context.App));
        var timeline = await TolerantReading.TimelineAsync(context, cancellation);
        var released = timeline?.History.SelectMany(r => r.Release.Manifests).ToList();
        var reading = new TolerantReading(context, NamespacesOf(released), cancellation);
        var kinds = s_kinds.Where(kind => IsReleased(released, "apps", kind)).ToList();

        var workloads = kinds
            .Select(kind => reading.ListAsync(Apps, kind, ours, LossOf(released, kind)))
            .ToList();
        var services = reading.ListAsync(
            "v1",
            "Service",
            ours,
            IsReleased(released, "", "Service") ? "URLs are not shown" : null
        );
        var ingresses = reading.ListAsync(
            "networking.k8s.io/v1",
            "Ingress",
            null,
            released is not null && IsReleased(released, "networking.k8s.io", "Ingress")
                ? "URLs of Ingresses are not shown"
                : null
        );
        var picture = await PictureAsync(
            reading,
            kinds,
            [.. (await Task.WhenAll(workloads)).SelectMany(w => w)]
        );
        var (reachable, routes) = (await services, await ingresses);
        return new StatusReport(
            [
                .. picture
                    .Workloads.Select(w => WorkloadStatus.Of(w, picture.State, Address(w, reachable, routes)))
                    .OrderBy(w => w.Service, StringComparer.Ordinal)
                    .ThenByDescending(w => w.Track, StringComparer.Ordinal),
            ],
            reading.NotShown
        )
        {
            Running = timeline?.Running?.Release,
            Kept = timeline is null ? [] : await new KeptQuery(context).RunAsync(timeline, cancellation),
        };
    }

    // Seen as a rollout sees it, and everything is news: nobody watched before.
    private static async Task<(IReadOnlyList<KubeObject> Workloads, RolloutState State)> PictureAsync(
        TolerantReading reading,
        IReadOnlyList<string> kinds,
        IReadOnlyList<KubeObject> workloads
    )
    {
        var state = new RolloutState();
        if (workloads.Count == 0)
            return (workloads, state);
        var around = new List<Task<IReadOnlyList<KubeObject>>>
        {
            reading.ListAsync("v1", "Pod", null, "Pods are not shown, so READY is what the workloads say"),
            reading.ListAsync("v1", "Event", null, null),
        };
        if (kinds.Contains("Deployment"))
            around.Add(
                reading.ListAsync(
                    Apps,
                    "ReplicaSet",
                    null,
                    "ReplicaSets are not shown, so old pods and new ones are counted together"
                )
            );
        if (kinds.Contains("DaemonSet"))
            around.Add(reading.ListAsync(Apps, "ControllerRevision", null, null));
        foreach (var obj in workloads.Concat((await Task.WhenAll(around)).SelectMany(o => o)))
            state.Take(new WatchEvent(WatchEventType.Added, obj), live: true);
        return (workloads, state);
    }

    // An application may have objects in several namespaces.
    private IReadOnlyList<string> NamespacesOf(IReadOnlyList<KubeObject>? released) =>
        [
            .. (released ?? [])
                .Where(o => o.GroupKind.Group == "apps" && s_kinds.Contains(o.Kind))
                .Select(o => o.Namespace)
                .OfType<string>()
                .Append(context.Namespace)
                .Distinct(StringComparer.Ordinal),
        ];

    private static bool IsReleased(IReadOnlyList<KubeObject>? released, string group, string kind) =>
        released is null or { Count: 0 } || released.Any(o => o.GroupKind == new GroupKind(group, kind));

    // Where no record tells, nobody knows whether there are any.
    private static string? LossOf(IReadOnlyList<KubeObject>? released, string kind) =>
        released is { Count: 0 } ? null : $"{kind}s are not shown";

    private string Address(
        KubeObject workload,
        IReadOnlyList<KubeObject> services,
        IReadOnlyList<KubeObject> ingresses
    )
    {
        var name = workload.Labels.GetValueOrDefault("app.kubernetes.io/name", workload.Name);
        var labels = WorkloadServices.PodLabels(workload);
        var service = WorkloadServices.Find(labels, workload.Namespace, services, name);
        return service is null
            ? ""
            : ServiceAddresses.Of(service, ingresses, context.Environment.Cluster.Local);
    }
}
