using System.Text.Json.Nodes;
using LocalCluster.Api.Metrics;
using LocalCluster.Objects;
using LocalCluster.Watching;

namespace LocalCluster.Controllers.Autoscaling;

/// <summary>
/// The pods of a workload, grouped by whether their metrics count. A pod that is not ready takes no share of
/// the load, and a program that just started uses CPU for its start. Pure.
/// </summary>
/// <param name="Counted">Ready pods with a measurement.</param>
/// <param name="Unready">Pods whose measurement does not count, if there is one.</param>
/// <param name="Missing">Pods without a measurement.</param>
internal sealed record PodGroups(
    IReadOnlyList<string> Counted,
    IReadOnlyList<string> Unready,
    IReadOnlyList<string> Missing
)
{
    private static readonly TimeSpan s_initialization = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan s_initialReadiness = TimeSpan.FromSeconds(30);

    public static PodGroups Of(
        IEnumerable<JsonObject> pods,
        Func<JsonObject, PodUsage?> usage,
        string resource,
        DateTimeOffset now
    )
    {
        var groups = pods.Where(pod => !pod.IsBeingDeleted() && Pods.Phase(pod) != "Failed")
            .ToLookup(
                pod =>
                    Pods.Phase(pod) == "Pending" ? "unready"
                    : usage(pod) is not { } measured ? "missing"
                    : resource == "cpu" && !IsWarm(pod, measured, now) ? "unready"
                    : "counted",
                pod => pod.Name()
            );
        return new PodGroups([.. groups["counted"]], [.. groups["unready"]], [.. groups["missing"]]);
    }

    private static bool IsWarm(JsonObject pod, PodUsage measured, DateTimeOffset now)
    {
        var ready = Conditions.Find(pod["status"], "Ready");
        if (ready is null || pod.Time("status", "startTime") is not { } start)
            return false;
        var since = ready.Time("lastTransitionTime") ?? start;
        var isReady = ready.Text("status") == "True";
        return start + s_initialization > now
            ? isReady && measured.At >= since + measured.Window
            : isReady || start + s_initialReadiness <= since;
    }
}
