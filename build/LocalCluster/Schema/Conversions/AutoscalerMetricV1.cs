using System.Text.Json.Nodes;
using LocalCluster.Objects;

namespace LocalCluster.Schema.Conversions;

/// <summary>
/// A metric in the form that autoscaling/v1 keeps in annotations: flat names such as
/// <c>targetAverageValue</c> in place of the objects <c>metric</c>, <c>target</c> and <c>current</c>.
/// </summary>
internal static class AutoscalerMetricV1
{
    private static readonly (string Value, string Name)[] s_amounts =
    [
        ("averageUtilization", "AverageUtilization"),
        ("averageValue", "AverageValue"),
        ("value", "Value"),
    ];

    /// <summary>From a MetricSpec or MetricStatus of autoscaling/v2.</summary>
    public static JsonObject FromV2(JsonObject metric) => Changed(metric, source =>
        {
            var flat = new JsonObject();
            foreach (var (name, value) in source)
            {
                switch (name)
                {
                    case "target" or "current":
                        foreach (var (amount, suffix) in s_amounts.Where(a => value![a.Value] is not null))
                            flat[name + suffix] = value![amount]!.DeepClone();
                        break;
                    case "metric":
                        flat["metricName"] = value!["name"]?.DeepClone();
                        if (value["selector"] is { } selector)
                            flat["selector"] = selector.DeepClone();
                        break;
                    case "describedObject":
                        flat["target"] = value?.DeepClone();
                        break;
                    default:
                        flat[name] = value?.DeepClone();
                        break;
                }
            }
            return flat;
        });

    /// <summary>To autoscaling/v2.</summary>
    public static JsonObject ToV2(JsonObject metric) => Changed(metric, source =>
        {
            var deep = new JsonObject();
            foreach (var (name, value) in source)
            {
                var part = name.StartsWith("current", StringComparison.Ordinal) ? "current" : "target";
                var amount = s_amounts.FirstOrDefault(a => name == part + a.Name).Value;
                if (amount is not null)
                    deep.Child(part)[amount] = value?.DeepClone();
                else if (name == "metricName")
                    deep.Child("metric")["name"] = value?.DeepClone();
                else if (name == "selector")
                    deep.Child("metric")["selector"] = value?.DeepClone();
                else
                    deep[name == "target" ? "describedObject" : name] = value?.DeepClone();
            }
            if (deep.Object("target") is { } target)
                target["type"] = Type(target);
            return deep;
        });

    private static string Type(JsonObject target) =>
        target["averageUtilization"] is not null ? "Utilization"
        : target["averageValue"] is not null ? "AverageValue"
        : "Value";

    private static JsonObject Changed(JsonObject metric, Func<JsonObject, JsonObject> change) =>
        new(
            metric.Select(p =>
                KeyValuePair.Create(
                    p.Key,
                    p.Value is JsonObject source ? change(source) : p.Value?.DeepClone()
                )
            )
        );
}
