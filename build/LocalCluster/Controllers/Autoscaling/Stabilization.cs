using System.Text.Json.Nodes;
using LocalCluster.Objects;

namespace LocalCluster.Controllers.Autoscaling;

/// <summary>
/// Keeps a number from going up and down again: what is done is no more than the least, and no less than the
/// most, that was recommended within the windows. Pure.
/// </summary>
internal static class Stabilization
{
    private const int DownWindow = 300;

    public static (int Replicas, Finding Finding) Of(
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

    private static Finding Able(string reason, string message) => new("AbleToScale", true, reason, message);

    private static TimeSpan Window(JsonObject autoscaler, string direction, int otherwise) =>
        TimeSpan.FromSeconds(
            autoscaler["spec"].Number("behavior", direction, "stabilizationWindowSeconds") ?? otherwise
        );
}
