using System.Globalization;
using System.Text.Json;
using Slipway.Environments;
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
        var load = candidates.Select(c => LoadAsync(c.Service, end.Token)).ToList();
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

    private async Task LoadAsync(string service, CancellationToken cancellation)
    {
        if (
            context.Environment.Canary.Traffic is not { } traffic
            || !traffic.Paths.TryGetValue(service, out var path)
        )
            return;
        try
        {
            await LoadAsync(service, path, traffic, cancellation);
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            // The verdict was there before the first request.
        }
        catch (Refusal e)
        {
            // The analysis continues with other traffic, and reports when there is none.
            context.Reporter.Warning($"{service}: cannot send requests to it: {e.What}");
        }
    }

    private async Task LoadAsync(
        string service,
        string path,
        SyntheticTraffic traffic,
        CancellationToken cancellation
    )
    {
        var key = new ObjectKey("v1", "Service", context.Namespace, service);
        var live = await context.Cluster.GetAsync(key, cancellation);
        if (
            live?.At("spec", "ports") is not { ValueKind: JsonValueKind.Array } ports
            || ports.GetArrayLength() == 0
        )
        {
            context.Reporter.Warning(
                $"{service}: cannot send requests to it: there is no Service of that name with a port"
            );
            return;
        }
        var port = ports[0].GetProperty("port").GetInt32().ToString(CultureInfo.InvariantCulture);
        var load = new SyntheticLoad(
            async (asked, ct) =>
                (
                    await context.Cluster.GetThroughServiceAsync(context.Namespace, service, port, asked, ct)
                ).Status,
            context.Time
        );
        context.Reporter.Info(
            $"{service}: sending {traffic.Rate} requests per second to {path}, in case there is no other traffic"
        );
        await load.RunAsync(traffic.Rate, [path], cancellation);
    }
}
