using System.Text.Json;
using Slipway.Kubernetes;
using Slipway.Reporting;
using Slipway.Rollouts;
using Slipway.Rollouts.Measuring;
using Slipway.Values;

namespace Slipway.Pipeline;

/// <summary>Watches the canaries of a release beside their stable workloads, all at once, until each has its verdict.</summary>
internal sealed class CanaryTrial(DeliveryContext context)
{
    private const string MetricsPath = "metrics";
    private const string DefaultPort = "8080";
    private static readonly TimeSpan ScrapePatience = TimeSpan.FromSeconds(3);

    /// <summary>Analyses every candidate; the environment's synthetic traffic flows meanwhile.</summary>
    public async Task<IReadOnlyList<AnalysisResult>> RunAsync(
        IReadOnlyList<CanaryCandidate> candidates, CancellationToken cancellation)
    {
        using var end = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var load = candidates.Select(c => LoadAsync(NameOf(c), end.Token)).ToList();
        try
        {
            return await Task.WhenAll(candidates.Select(c => AnalyseAsync(c, cancellation))).ConfigureAwait(false);
        }
        finally
        {
            await end.CancelAsync().ConfigureAwait(false);
            await Task.WhenAll(load).ConfigureAwait(false);
        }
    }

    private Task<AnalysisResult> AnalyseAsync(CanaryCandidate candidate, CancellationToken cancellation)
    {
        var (name, port) = (NameOf(candidate), MetricsPort(candidate.Rendered));
        var source = new PodMetrics(
            ct => PodsAsync(name, ct),
            async (pod, ct) => await ReadAsync(pod.Name, port, ct).ConfigureAwait(false),
            ScrapePatience, context.Time);
        var environment = context.Environment;
        return new CanaryAnalysis(source, environment.Canary, environment.Slo, context.Reporter, context.Time)
            .RunAsync(name, cancellation);
    }

    private async Task<IReadOnlyList<TrackPod>> PodsAsync(string service, CancellationToken cancellation)
    {
        var selector = new ObjectSelector($"app.kubernetes.io/name={service},{CanaryWorkload.TrackLabel}");
        var pods = await context.Cluster.ListAsync("v1", "Pod", context.Namespace, selector, cancellation).ConfigureAwait(false);
        return
        [
            .. from pod in pods.Items
               where pod.Text("status", "phase") == "Running"
               let track = pod.Labels[CanaryWorkload.TrackLabel] == Tracks.Canary ? Track.Canary : Track.Stable
               select new TrackPod(track, pod.Name),
        ];
    }

    private async Task<string> ReadAsync(string pod, string port, CancellationToken cancellation)
    {
        var answer = await context.Cluster.GetThroughPodAsync(context.Namespace, pod, port, MetricsPath, cancellation)
            .ConfigureAwait(false);
        return answer.Status == 200 ? answer.Body : throw new HttpRequestException($"/{MetricsPath} answered {answer.Status}");
    }

    private async Task LoadAsync(string service, CancellationToken cancellation)
    {
        if (context.Environment.Canary.Traffic is not { } traffic || !traffic.Paths.TryGetValue(service, out var path))
            return;
        var live = await context.Cluster.GetAsync(new ObjectKey("v1", "Service", context.Namespace, service), cancellation)
            .ConfigureAwait(false);
        if (live?.At("spec", "ports") is not { ValueKind: JsonValueKind.Array } ports || ports.GetArrayLength() == 0)
            return;
        var port = ports[0].GetProperty("port").GetInt32().ToString(System.Globalization.CultureInfo.InvariantCulture);
        var load = new SyntheticLoad(
            async (asked, ct) => (await context.Cluster
                .GetThroughServiceAsync(context.Namespace, service, port, asked, ct).ConfigureAwait(false)).Status,
            context.Time);
        context.Reporter.Info($"{service}: asking {path} {traffic.Rate} times a second, since nobody else may be");
        await load.RunAsync(traffic.Rate, [path], cancellation).ConfigureAwait(false);
    }

    private static string NameOf(CanaryCandidate candidate) =>
        candidate.Rendered.Labels.GetValueOrDefault("app.kubernetes.io/name", candidate.Rendered.Name);

    /// <summary>The annotation that Prometheus users know, else the container's first port.</summary>
    private static string MetricsPort(KubeObject workload) =>
        workload.Text("spec", "template", "metadata", "annotations", "prometheus.io/port")
        ?? (workload.At("spec", "template", "spec", "containers") is { ValueKind: JsonValueKind.Array } containers
            && containers[0].TryGetProperty("ports", out var ports) && ports.GetArrayLength() > 0
            ? ports[0].GetProperty("containerPort").GetInt32().ToString(System.Globalization.CultureInfo.InvariantCulture)
            : DefaultPort);
}
