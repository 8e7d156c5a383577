using System.Text.Json.Nodes;
using LocalCluster.Objects;

namespace LocalCluster.Controllers.Autoscaling;

/// <summary>
/// Limits the number of pods: bounds and the policies of both directions. Pure.
/// </summary>
internal sealed class ScalingRate(JsonObject autoscaler, AutoscalerMemory memory, DateTimeOffset now)
{
    private static readonly (string, long, long)[] s_usualUp = [("Pods", 4, 15), ("Percent", 100, 15)];
    private static readonly (string, long, long)[] s_usualDown = [("Percent", 100, 15)];

    public (int Replicas, AutoscalerCondition Condition) Limit(int current, int desired)
    {
        var least = (int)(autoscaler["spec"].Number("minReplicas") ?? 1);
        var most = (int)(autoscaler["spec"].Number("maxReplicas") ?? 1);
        if (desired > current && Math.Min(most, UpLimit(current)) is var top && desired > top)
        {
            return top < most
                ? Limited(
                    top,
                    "ScaleUpLimit",
                    "the desired replica count is increasing faster than the maximum scale rate"
                )
                : Limited(
                    top,
                    "TooManyReplicas",
                    "the desired replica count is more than the maximum replica count"
                );
        }
        if (desired < current && Math.Max(least, DownLimit(current)) is var bottom && desired < bottom)
        {
            return bottom > least
                ? Limited(
                    bottom,
                    "ScaleDownLimit",
                    "the desired replica count is decreasing faster than the maximum scale rate"
                )
                : Limited(
                    bottom,
                    "TooFewReplicas",
                    "the desired replica count is less than the minimum replica count"
                );
        }
        if (desired > most)
        {
            return Limited(
                most,
                "TooManyReplicas",
                "the desired replica count is more than the maximum replica count"
            );
        }
        if (desired < least)
        {
            return Limited(
                least,
                "TooFewReplicas",
                "the desired replica count is less than the minimum replica count"
            );
        }
        return (
            desired,
            new AutoscalerCondition(
                "ScalingLimited",
                false,
                "DesiredWithinRange",
                "the desired count is within the acceptable range"
            )
        );
    }

    private int UpLimit(int current) =>
        Math.Max(
            current,
            Limit("scaleUp", s_usualUp, current, (start, p) =>
                p.Type == "Pods" ? start + p.Value : (long)Math.Ceiling(start * (100 + p.Value) / 100.0)
            )
        );

    private int DownLimit(int current) =>
        Math.Min(
            current,
            Limit("scaleDown", s_usualDown, current, (start, p) =>
                p.Type == "Pods" ? start - p.Value : (long)(start * (100 - p.Value) / 100.0)
            )
        );

    /// <summary>The limit of the most permissive policy, or the strictest if so configured.</summary>
    private int Limit(
        string direction,
        (string Type, long Value, long Period)[] usual,
        int current,
        Func<int, (string Type, long Value), long> reach
    )
    {
        var rules = autoscaler["spec"].Object("behavior", direction);
        if (rules.Text("selectPolicy") == "Disabled")
            return current;
        var policies = rules
            .Items("policies")
            .Select(p => (p.Text("type") ?? "", p.Number("value") ?? 0, p.Number("periodSeconds") ?? 0))
            .ToList();
        var limits = (policies.Count == 0 ? [.. usual] : policies)
            .Select(policy =>
            {
                var (type, value, period) = policy;
                var from = now - TimeSpan.FromSeconds(period);
                var start = current - memory.AddedSince(from) + memory.RemovedSince(from);
                return (int)Math.Clamp(reach(start, (type, value)), int.MinValue, int.MaxValue);
            })
            .ToList();
        var wantsHighest = direction == "scaleUp" == (rules.Text("selectPolicy") != "Min");
        return wantsHighest ? limits.Max() : limits.Min();
    }

    private static (int, AutoscalerCondition) Limited(int replicas, string reason, string message) =>
        (replicas, new AutoscalerCondition("ScalingLimited", true, reason, message));
}
