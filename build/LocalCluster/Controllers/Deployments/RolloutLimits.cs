using System.Text.Json.Nodes;
using LocalCluster.Objects;
using LocalCluster.Watching;

namespace LocalCluster.Controllers.Deployments;

/// <summary>How far a rolling update may go above and below the desired number of pods.</summary>
/// <param name="Surge">Pods above the desired number.</param>
/// <param name="Unavailable">Pods that may be missing.</param>
internal readonly record struct RolloutLimits(int Surge, int Unavailable)
{
    /// <summary>
    /// Surge rounds up and unavailable down; if both are zero, one pod may be unavailable, or nothing could
    /// move.
    /// </summary>
    public static RolloutLimits Of(JsonObject deployment)
    {
        if (!IsRolling(deployment))
            return default;
        var replicas = deployment.Count("spec", "replicas");
        var rolling = deployment.At("spec", "strategy", "rollingUpdate");
        var surge = IntOrPercent.Of(rolling.At("maxSurge"), replicas, roundUp: true);
        var unavailable = IntOrPercent.Of(rolling.At("maxUnavailable"), replicas, roundUp: false);
        if (surge == 0 && unavailable == 0)
            unavailable = 1;
        return new RolloutLimits(surge, Math.Min(unavailable, replicas));
    }

    public static bool IsRolling(JsonObject deployment) =>
        deployment.Text("spec", "strategy", "type") is null or "RollingUpdate";
}
