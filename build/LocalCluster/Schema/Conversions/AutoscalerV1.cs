using System.Text.Json;
using System.Text.Json.Nodes;
using LocalCluster.Objects;

namespace LocalCluster.Schema.Conversions;

/// <summary>
/// autoscaling/v1 HorizontalPodAutoscalers. That version knows the CPU alone; all else is kept in
/// annotations, under the names that API servers use.
/// </summary>
internal static class AutoscalerV1
{
    private const string Prefix = "autoscaling.alpha.kubernetes.io/";
    private const string Metrics = Prefix + "metrics";
    private const string CurrentMetrics = Prefix + "current-metrics";
    private const string ConditionList = Prefix + "conditions";
    private const string Behavior = Prefix + "behavior";

    /// <summary>From autoscaling/v2.</summary>
    public static JsonObject FromStored(JsonObject stored)
    {
        var result = stored.DeepClone().AsObject();
        result["apiVersion"] = "autoscaling/v1";
        if (result.Object("spec") is { } spec)
        {
            var metrics = Taken(spec, "metrics");
            if (metrics.FirstOrDefault(IsCpuUtilization) is { } cpu)
            {
                spec["targetCPUUtilizationPercentage"] = cpu["resource"]
                    .Number("target", "averageUtilization");
                metrics.Remove(cpu);
            }
            Note(result, Metrics, metrics.Select(AutoscalerMetricV1.FromV2));
            if (Take(spec, "behavior") is { } behavior)
                Annotate(result, Behavior, behavior);
        }
        if (result.Object("status") is { } status)
        {
            var current = Taken(status, "currentMetrics");
            if (current.FirstOrDefault(IsCpuMeasured) is { } cpu)
            {
                status["currentCPUUtilizationPercentage"] = cpu["resource"]
                    .Number("current", "averageUtilization");
                current.Remove(cpu);
            }
            Note(result, CurrentMetrics, current.Select(AutoscalerMetricV1.FromV2));
            Note(result, ConditionList, Taken(status, "conditions"));
        }
        return result;
    }

    /// <summary>To autoscaling/v2.</summary>
    public static JsonObject ToStored(JsonObject obj)
    {
        var result = obj.DeepClone().AsObject();
        result["apiVersion"] = "autoscaling/v2";
        var spec = result.Child("spec");
        var metrics = Noted(result, Metrics).Select(AutoscalerMetricV1.ToV2).ToList();
        if (Take(spec, "targetCPUUtilizationPercentage").Number() is { } percent)
            metrics.Insert(0, Cpu("target", ("type", "Utilization"), ("averageUtilization", percent)));
        // Without any metric it is the CPU, as in this version's first days.
        if (metrics.Count == 0)
            metrics.Add(Cpu("target", ("type", "Utilization"), ("averageUtilization", 80L)));
        spec["metrics"] = new JsonArray([.. metrics]);
        if (Parsed(result, Behavior) is JsonObject behavior)
            spec["behavior"] = behavior;
        var status = result.Child("status");
        var current = Noted(result, CurrentMetrics).Select(AutoscalerMetricV1.ToV2).ToList();
        if (Take(status, "currentCPUUtilizationPercentage").Number() is { } measured)
            current.Insert(0, Cpu("current", ("averageUtilization", measured)));
        status["currentMetrics"] = current.Count == 0 ? null : new JsonArray([.. current]);
        if (Noted(result, ConditionList).ToArray() is { Length: > 0 } conditions)
            status["conditions"] = new JsonArray([.. conditions.Select(c => c.DeepClone())]);
        Forget(result);
        return result;
    }

    private static bool IsCpuUtilization(JsonObject metric) =>
        metric.Text("type") == "Resource"
        && metric["resource"].Text("name") == "cpu"
        && metric["resource"].Number("target", "averageUtilization") is not null;

    private static bool IsCpuMeasured(JsonObject metric) =>
        metric.Text("type") == "Resource"
        && metric["resource"].Text("name") == "cpu"
        && metric["resource"].Number("current", "averageUtilization") is not null;

    private static JsonObject Cpu(string part, params (string Name, JsonNode Value)[] values) =>
        new()
        {
            ["type"] = "Resource",
            ["resource"] = new JsonObject
            {
                ["name"] = "cpu",
                [part] = new JsonObject(values.Select(v => KeyValuePair.Create(v.Name, (JsonNode?)v.Value))),
            },
        };

    private static JsonNode? Take(JsonObject obj, string field)
    {
        var value = obj[field];
        obj.Remove(field);
        return value;
    }

    private static List<JsonObject> Taken(JsonObject obj, string field) =>
        [.. (Take(obj, field) as JsonArray ?? []).OfType<JsonObject>()];

    private static void Note(JsonObject obj, string annotation, IEnumerable<JsonObject> items)
    {
        var list = items.Select(JsonNode (i) => i.DeepClone()).ToArray();
        if (list.Length > 0)
            Annotate(obj, annotation, new JsonArray(list));
    }

    private static void Annotate(JsonObject obj, string annotation, JsonNode value) =>
        obj.Child("metadata").Child("annotations")[annotation] = value.ToJsonString(JsonText.Options);

    private static IEnumerable<JsonObject> Noted(JsonObject obj, string annotation) =>
        (Parsed(obj, annotation) as JsonArray ?? []).OfType<JsonObject>();

    /// <summary>A value that is not JSON is ignored, as real API servers do.</summary>
    private static JsonNode? Parsed(JsonObject obj, string annotation)
    {
        try
        {
            return obj.Text("metadata", "annotations", annotation) is { } text ? JsonNode.Parse(text) : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static void Forget(JsonObject obj)
    {
        if (obj.Object("metadata", "annotations") is not { } annotations)
            return;
        foreach (var name in new[] { Metrics, CurrentMetrics, ConditionList, Behavior })
            annotations.Remove(name);
        if (annotations.Count == 0)
            obj.Object("metadata")!.Remove("annotations");
    }
}
