using System.Text.Json.Nodes;
using LocalCluster.Objects;

namespace LocalCluster.Watching;

/// <summary>What controllers ask about a pod. Pure.</summary>
internal static class Pods
{
    public static string Phase(JsonObject pod) => pod.Text("status", "phase") ?? "Pending";

    public static bool IsFinished(JsonObject pod) => Phase(pod) is "Succeeded" or "Failed";

    /// <summary>Counts for the desired number: neither finished nor being deleted.</summary>
    public static bool IsActive(JsonObject pod) => !IsFinished(pod) && !pod.IsBeingDeleted();

    public static bool IsReady(JsonObject pod) => Conditions.IsTrue(pod["status"], "Ready");

    public static DateTimeOffset? ReadySince(JsonObject pod) =>
        IsReady(pod) ? Conditions.Find(pod["status"], "Ready").Time("lastTransitionTime") : null;

    /// <summary>Ready, and so for as long as the workload asks (<c>minReadySeconds</c>).</summary>
    public static bool IsAvailable(JsonObject pod, long minReadySeconds, DateTimeOffset now) =>
        IsReady(pod)
        && (
            minReadySeconds <= 0
            || (ReadySince(pod) is { } since && since + TimeSpan.FromSeconds(minReadySeconds) <= now)
        );

    public static int Restarts(JsonObject pod) =>
        pod.Items("status", "containerStatuses").Sum(container => container.Count("restartCount"));

    /// <summary>
    /// When the next of the pods becomes available by mere passing of time; null when none will.
    /// </summary>
    public static TimeSpan? UntilAvailable(
        IEnumerable<JsonObject> pods,
        long minReadySeconds,
        DateTimeOffset now
    )
    {
        if (minReadySeconds <= 0)
            return null;
        var waits = pods.Select(ReadySince)
            .OfType<DateTimeOffset>()
            .Select(since => since + TimeSpan.FromSeconds(minReadySeconds) - now)
            .Where(wait => wait > TimeSpan.Zero)
            .ToArray();
        return waits.Length == 0 ? null : waits.Min();
    }
}
