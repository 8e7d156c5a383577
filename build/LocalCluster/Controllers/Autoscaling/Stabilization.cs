using System.Text.Json.Nodes;
using LocalCluster.Objects;

namespace LocalCluster.Controllers.Autoscaling;

/// <summary>
/// Prevents flapping: scales up to no more than the minimum, and down to no less than the maximum, of the
/// recommendations within the windows. Pure.
/// </summary>
internal static class Stabilization
{
    private const int DownWindow = 300;

    public static (int Replicas, AutoscalerCondition Condition) Of(
        JsonObject autoscaler,
        AutoscalerMemory memory,
        int current,
        int desired,
        DateTimeOffset now
    )
    {
        var (up, down) = (Window(autoscaler, "scaleUp", 0), Window(autoscaler, "scaleDown", DownWindow));
        var most = memory
            .Recommendations.Where(r => r.At > now - up)
            .Select(r => r.Replicas)
            .Append(desired)
            .Min();
        var least = memory
            .Recommendations.Where(r => r.At > now - down)
            .Select(r => r.Replicas)
            .Append(desired)
            .Max();
        var stable =
            current < most ? most
            : current > least ? least
            : current;
        if (stable == desired)
            return (stable, Able("ReadyForNewScale", "recommended size matches current size"));
        return (
            stable,
            desired >= current
                ? Able(
                    "ScaleUpStabilized",
                    "recent recommendations were lower than current one, applying the lowest recent "
                        + "recommendation"
                )
                : Able(
                    "ScaleDownStabilized",
                    "recent recommendations were higher than current one, applying the "
                        + "highest recent recommendation"
                )
        );
    }

    private static AutoscalerCondition Able(string reason, string message) =>
        new("AbleToScale", true, reason, message);

    private static TimeSpan Window(JsonObject autoscaler, string direction, int otherwise) =>
        TimeSpan.FromSeconds(
            autoscaler["spec"].Number("behavior", direction, "stabilizationWindowSeconds") ?? otherwise
        );
}
