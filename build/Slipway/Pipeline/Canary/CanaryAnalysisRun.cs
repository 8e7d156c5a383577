using System.Globalization;
using Slipway.Environments;
using Slipway.Kubernetes.Errors;
using Slipway.Kubernetes.Objects;
using Slipway.Reporting;
using Slipway.Rollouts.Canary;
using Slipway.Rollouts.Canary.Measuring;
using Slipway.Values;

namespace Slipway.Pipeline.Canary;

/// <summary>
/// Watches the canaries of a release beside their stable workloads, all at once, until each has its verdict.
/// </summary>
internal sealed class CanaryAnalysisRun(DeliveryContext context, IMetricSource metrics)
{
    /// <summary>Analyses every candidate; the environment's synthetic traffic flows meanwhile.</summary>
    public async Task<IReadOnlyList<AnalysisResult>> RunAsync(
        IReadOnlyList<CanaryCandidate> candidates,
        CancellationToken cancellation
    )
    {
        using var end = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var load = candidates.Select(c => LoadAsync(c, end.Token)).ToList();
        try
        {
            return await Task.WhenAll(candidates.Select(c => AnalyseAsync(c, cancellation)));
        }
        finally
        {
            await end.CancelAsync();
            await Task.WhenAll(load);
        }
    }

    private Task<AnalysisResult> AnalyseAsync(CanaryCandidate candidate, CancellationToken cancellation)
    {
        var environment = context.Environment;
        var analysis = new CanaryAnalysis(
            metrics,
            environment.Canary,
            environment.Slo,
            context.Reporter,
            context.Time
        );
        return analysis.RunAsync(candidate, cancellation);
    }

    private async Task LoadAsync(CanaryCandidate candidate, CancellationToken cancellation)
    {
        if (
            context.Environment.Canary.Traffic is not { } traffic
            || !traffic.Paths.TryGetValue(candidate.Service, out var path)
        )
            return;
        try
        {
            await LoadAsync(candidate, path, traffic, cancellation);
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            // The verdict was there before the first request.
        }
        catch (Refusal e)
        {
            // The analysis continues with other traffic, and reports when there is none.
            context.Reporter.Warning($"{candidate.Service}: cannot send requests to it: {e.What}");
        }
    }

    private async Task LoadAsync(
        CanaryCandidate candidate,
        string path,
        SyntheticTraffic traffic,
        CancellationToken cancellation
    )
    {
        if (await ServiceOfAsync(candidate, cancellation) is not { } live)
        {
            context.Reporter.Warning(
                $"{candidate.Service}: cannot send requests to it: no Service with a port selects its pods on "
                    + "both tracks"
            );
            return;
        }
        var first = live.Items("spec", "ports").FirstOrDefault().Field("port").SmallNumber() ?? 80;
        var port = first.ToString(CultureInfo.InvariantCulture);
        var load = new SyntheticLoad(
            async (asked, ct) =>
                (
                    await context.Cluster.GetThroughServiceAsync(
                        live.Namespace ?? context.Namespace,
                        live.Name,
                        port,
                        asked,
                        ct
                    )
                ).Status,
            context.Time
        );
        context.Reporter.Info(
            $"{candidate.Service}: sending {traffic.Rate} requests per second to {path}, in case there is no other traffic"
        );
        await load.RunAsync(traffic.Rate, [path], cancellation);
    }

    // Through the Service that users take: one that selects a single track would not reach the canary.
    private async Task<KubeObject?> ServiceOfAsync(CanaryCandidate candidate, CancellationToken cancellation)
    {
        var ns = candidate.Rendered.Namespace ?? context.Namespace;
        var labels = WorkloadServices
            .PodLabels(candidate.Rendered)
            .Where(label => label.Key != Tracks.Label)
            .ToDictionary();
        IReadOnlyList<KubeObject> services;
        try
        {
            services = (await context.Cluster.ListAsync("v1", "Service", ns, null, cancellation)).Items;
        }
        catch (AccessDeniedException e) when (e.Code == 403)
        {
            // A narrow Role may allow to read one Service and not all of them.
            var key = new ObjectKey("v1", "Service", ns, candidate.Service);
            services = await context.Cluster.GetAsync(key, cancellation) is { } named ? [named] : [];
        }
        return WorkloadServices.Find(labels, ns, services, candidate.Service);
    }
}
