using System.Text.Json.Nodes;
using LocalCluster.Objects;
using LocalCluster.Watching;

namespace LocalCluster.Controllers.Disruption;

/// <summary>What a PodDisruptionBudget allows with these pods. Pure.</summary>
internal static class DisruptionBudget
{
    /// <param name="budget">The budget.</param>
    /// <param name="pods">The pods that it selects.</param>
    /// <param name="scale">How many pods their controllers want in all.</param>
    /// <param name="now">The time.</param>
    public static JsonObject Status(
        JsonObject budget,
        IReadOnlyCollection<JsonObject> pods,
        int scale,
        DateTimeOffset now
    )
    {
        var minimum = budget.At("spec", "minAvailable");
        var maximum = budget.At("spec", "maxUnavailable");
        var isCount = maximum is null && minimum?.GetValueKind() == System.Text.Json.JsonValueKind.Number;
        var expected = isCount ? pods.Count : scale;
        var desired = maximum is not null
            ? Math.Max(0, expected - IntOrPercent.Of(maximum, expected, roundUp: true))
            : IntOrPercent.Of(minimum, expected, roundUp: true, otherwise: 1);
        var healthy = pods.Count(pod => Pods.IsReady(pod) && !pod.IsBeingDeleted());
        var allowed = expected > 0 ? Math.Max(0, healthy - desired) : 0;
        var status = (budget["status"] as JsonObject)?.Copy() ?? [];
        status["currentHealthy"] = healthy;
        status["desiredHealthy"] = desired;
        status["disruptionsAllowed"] = allowed;
        status["expectedPods"] = expected;
        status["observedGeneration"] = budget.Number("metadata", "generation") ?? 0;
        var condition =
            allowed > 0
                ? Conditions.Of("DisruptionAllowed", "True", "SufficientPods", "", now)
                : Conditions.Of("DisruptionAllowed", "False", "InsufficientPods", "", now);
        condition["message"] = "";
        condition["observedGeneration"] = budget.Number("metadata", "generation") ?? 0;
        if (Conditions.Find(status, "DisruptionAllowed").Text("status") != condition.Text("status"))
            Conditions.Set(status, condition);
        return status;
    }
}
