using System.Text.Json.Nodes;
using LocalCluster.Api.Metrics;
using LocalCluster.Objects;
using LocalCluster.Watching;

namespace LocalCluster.Controllers.Autoscaling;

/// <summary>
/// The decision of an autoscaler: the highest number that a metric proposes, stabilized and within its
/// bounds. Numbers, reasons and messages are those of the autoscaling/v2 controller. Pure.
/// </summary>
/// <param name="autoscaler">The autoscaler.</param>
/// <param name="pods">The pods of its workload.</param>
/// <param name="usage">What a pod uses; null if it was not measured.</param>
/// <param name="now">The time.</param>
internal sealed class AutoscalerDecision(
    JsonObject autoscaler,
    IReadOnlyList<JsonObject> pods,
    Func<JsonObject, PodUsage?> usage,
    DateTimeOffset now
)
{
    /// <param name="current">How many pods the workload wants now.</param>
    /// <param name="past">The memory of earlier decisions.</param>
    public AutoscalerVerdict Decide(int current, AutoscalerMemory past)
    {
        var memory = past.Recommendations.IsEmpty ? past.Recommended(now, current) : past;
        var least = (int)(autoscaler["spec"].Number("minReplicas") ?? 1);
        var most = (int)(autoscaler["spec"].Number("maxReplicas") ?? 1);
        if (current == 0 && least != 0)
        {
            return new AutoscalerVerdict(0, "", memory)
            {
                Conditions =
                [
                    new AutoscalerCondition(
                        "ScalingActive",
                        false,
                        "ScalingDisabled",
                        "scaling is disabled since the replica count of the target is zero"
                    ),
                ],
            };
        }
        if (current > most)
            return new AutoscalerVerdict(most, "Current number of replicas above Spec.MaxReplicas", memory);
        return current < least
            ? new AutoscalerVerdict(least, "Current number of replicas below Spec.MinReplicas", memory)
            : ByMetrics(current, memory);
    }

    private AutoscalerVerdict ByMetrics(int current, AutoscalerMemory memory)
    {
        var metrics = autoscaler.Items("spec", "metrics").ToList();
        var (proposals, failures) = (new List<Proposal?>(), new List<MetricUnavailableException>());
        foreach (var metric in metrics)
        {
            try
            {
                proposals.Add(Propose(metric, current));
            }
            catch (MetricUnavailableException failure)
            {
                proposals.Add(null);
                failures.Add(failure);
            }
        }
        var highest = proposals.OfType<Proposal>().MaxBy(p => p.Replicas);
        var warnings = failures.Select(f => new AutoscalerWarning(f.Reason, f.Message)).ToList();
        if (failures.Count > 0)
        {
            warnings.Add(
                new AutoscalerWarning(
                    "FailedComputeMetricsReplicas",
                    $"invalid metrics ({failures.Count} invalid out of {metrics.Count}), first error is: "
                        + failures[0].Whole
                )
            );
        }
        // With a metric missing, fewer pods might not be enough.
        if (highest is null || (failures.Count > 0 && highest.Replicas < current))
        {
            return new AutoscalerVerdict(current, "", memory)
            {
                Failed = true,
                Warnings = warnings,
                Conditions =
                    failures.Count == 0
                        ? []
                        :
                        [
                            new AutoscalerCondition(
                                "ScalingActive",
                                false,
                                failures[0].Reason,
                                $"the HPA was unable to compute the replica count: {failures[0].Message}"
                            ),
                        ],
            };
        }
        var (stable, able) = Stabilization.Of(autoscaler, memory, current, highest.Replicas, now);
        var (desired, limited) = new ScalingRate(autoscaler, memory, now).Limit(current, stable);
        var why = highest.Replicas > current ? $"{highest.Metric} above target" : "All metrics below target";
        return new AutoscalerVerdict(desired, why, memory.Recommended(now, highest.Replicas))
        {
            Warnings = warnings,
            Metrics = [.. proposals.Select(p => p?.Status ?? new JsonObject { ["type"] = "" })],
            Conditions =
            [
                new AutoscalerCondition(
                    "ScalingActive",
                    true,
                    "ValidMetricFound",
                    $"the HPA was able to successfully calculate a replica count from {highest.Metric}"
                ),
                able,
                limited,
            ],
        };
    }

    private Proposal Propose(JsonObject metric, int current)
    {
        var source = metric.Text("type") switch
        {
            "Resource" => metric.Object("resource"),
            "ContainerResource" => metric.Object("containerResource"),
            _ => null,
        };
        return source is null
            ? throw UnservedMetric.Of(metric, autoscaler.NamespaceName())
            : new ResourceMetric(source, usage).Propose(autoscaler, pods, current, now);
    }
}
