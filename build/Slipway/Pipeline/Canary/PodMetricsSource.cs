using System.Globalization;
using System.Text.Json;
using Slipway.Kubernetes.Objects;
using Slipway.Rollouts.Canary;
using Slipway.Rollouts.Canary.Measuring;
using Slipway.Values;

namespace Slipway.Pipeline.Canary;

/// <summary>
/// The pods' own metrics, read through the API server: nothing needs to be installed.
/// </summary>
internal sealed class PodMetricsSource(DeliveryContext context) : IMetricSource
{
    private const string DefaultPath = "/metrics";
    private const string DefaultPort = "8080";
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(3);

    /// <inheritdoc/>
    public Task<MetricsScrape> ReadAsync(KubeObject workload, CancellationToken cancellation) =>
        new PodMetrics(PodsAsync, ReadAsync, s_patience, context.Time).ReadAsync(workload, cancellation);

    private async Task<IReadOnlyList<TrackPod>> PodsAsync(KubeObject workload, CancellationToken cancellation)
    {
        var selector = new ObjectSelector(Tracks.SelectorOf(workload));
        var pods = await context.Cluster.ListAsync(
            "v1",
            "Pod",
            NamespaceOf(workload),
            selector,
            cancellation
        );
        return
        [
            .. from pod in pods.Items
            where pod.Text("status", "phase") == "Running"
            let track = pod.Labels[Tracks.Label] == Tracks.Canary ? Track.Canary : Track.Stable
            select new TrackPod(track, pod.Name),
        ];
    }

    private async Task<string> ReadAsync(KubeObject workload, TrackPod pod, CancellationToken cancellation)
    {
        var path = Note(workload, "path") ?? DefaultPath;
        var answer = await context.Cluster.GetThroughPodAsync(
            NamespaceOf(workload),
            pod.Name,
            Port(workload),
            path,
            cancellation
        );
        return answer.Status == 200
            ? answer.Body
            : throw new HttpRequestException($"{path} answered {answer.Status}");
    }

    private string NamespaceOf(KubeObject workload) => workload.Namespace ?? context.Namespace;

    // The annotations that Prometheus users know, else the container's first port.
    private static string Port(KubeObject workload)
    {
        if (Note(workload, "port") is { } noted)
            return noted;
        var container = workload.Items("spec", "template", "spec", "containers").FirstOrDefault();
        var port = container.Items("ports").FirstOrDefault().Field("containerPort").SmallNumber();
        return port?.ToString(CultureInfo.InvariantCulture) ?? DefaultPort;
    }

    private static string? Note(KubeObject workload, string name) =>
        workload.Text("spec", "template", "metadata", "annotations", $"prometheus.io/{name}");
}
