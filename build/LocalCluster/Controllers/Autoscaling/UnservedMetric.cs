using System.Text.Json.Nodes;
using LocalCluster.Objects;

namespace LocalCluster.Controllers.Autoscaling;

/// <summary>Metrics that the cluster does not serve: those of the custom and external metrics APIs.</summary>
internal static class UnservedMetric
{
    private const string Custom =
        "unable to fetch metrics from custom metrics API: no custom metrics API "
        + "(custom.metrics.k8s.io) registered";

    private const string External =
        "unable to fetch metrics from external metrics API: no external metrics "
        + "API (external.metrics.k8s.io) registered";

    public static MetricUnavailableException Of(JsonObject metric, string ns)
    {
        switch (metric.Text("type"))
        {
            case "Pods":
                var pods = metric["pods"].Text("metric", "name");
                return new MetricUnavailableException(
                    "FailedGetPodsMetric",
                    "failed to get pods metric value: ",
                    $"unable to get metric {pods}: {Custom}"
                );
            case "Object":
                var (name, about) = (
                    metric["object"].Text("metric", "name"),
                    metric["object"].Object("describedObject")
                );
                return new MetricUnavailableException(
                    "FailedGetObjectMetric",
                    "failed to get object metric value: ",
                    $"unable to get metric {name}: {about.Text("kind")} on {ns} "
                        + $"{about.Text("name")}/{Custom}"
                );
            case "External":
                var external = metric["external"].Text("metric", "name");
                return new MetricUnavailableException(
                    "FailedGetExternalMetric",
                    $"failed to get {external} external metric value: ",
                    $"unable to get external metric {ns}/{external}/"
                        + $"{LabelSelectors.Show(metric["external"].Object("metric", "selector"))}: {External}"
                );
            default:
                return new MetricUnavailableException(
                    "InvalidMetricSourceType",
                    "",
                    $"unknown metric source type \"{metric.Text("type")}\""
                );
        }
    }
}
