using System.Text.Json.Nodes;
using LocalCluster.Objects;
using LocalCluster.Watching;

namespace LocalCluster.Controllers.Autoscaling;

/// <summary>Computes the status of an autoscaler. Pure.</summary>
internal static class AutoscalerStatus
{
    /// <param name="autoscaler">The autoscaler.</param>
    /// <param name="current">How many pods the workload wants; null if there is no workload.</param>
    /// <param name="verdict">What was decided; null if there is no workload.</param>
    /// <param name="rescaled">Whether the workload was just scaled.</param>
    /// <param name="conditions">The conditions.</param>
    /// <param name="now">The time.</param>
    public static JsonObject Of(
        JsonObject autoscaler,
        int? current,
        AutoscalerVerdict? verdict,
        bool rescaled,
        IEnumerable<AutoscalerCondition> conditions,
        DateTimeOffset now
    )
    {
        var status = (autoscaler["status"] as JsonObject)?.Copy() ?? [];
        if (current is not null)
            status.SetOrOmit("currentReplicas", current.Value);
        if (verdict is { Failed: false })
            status["desiredReplicas"] = verdict.Desired;
        if (verdict?.Metrics is { } metrics)
            status["currentMetrics"] = new JsonArray([.. metrics.Select(m => m.DeepClone())]);
        if (rescaled)
            status["lastScaleTime"] = now.Stamp();
        foreach (var condition in conditions)
            Set(status, condition, now);
        return status;
    }

    /// <summary>Unlike other controllers this one keeps reason and message up to date at all times.</summary>
    private static void Set(JsonObject status, AutoscalerCondition condition, DateTimeOffset now)
    {
        var conditions = status["conditions"] as JsonArray ?? [];
        status["conditions"] = conditions;
        var known = Conditions.Find(status, condition.Type);
        if (known is null)
            conditions.Add(known = new JsonObject { ["type"] = condition.Type });
        var value = condition.IsTrue ? "True" : "False";
        if (known.Text("status") != value)
            (known["status"], known["lastTransitionTime"]) = (value, now.Stamp());
        (known["reason"], known["message"]) = (condition.Reason, condition.Message);
    }
}
