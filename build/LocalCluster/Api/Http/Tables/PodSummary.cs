using System.Text.Json.Nodes;
using LocalCluster.Objects;

namespace LocalCluster.Api.Http.Tables;

/// <summary>A pod's state in a few words, as kubectl's users know them.</summary>
internal static class PodSummary
{
    public static string Ready(JsonObject pod)
    {
        var sidecars = Sidecars(pod);
        var ready =
            pod.Items("status", "containerStatuses").Count(c => c.Flag("ready"))
            + pod.Items("status", "initContainerStatuses")
                .Count(c => sidecars.Contains(c.Text("name")) && c.Flag("ready"));
        return $"{ready}/{pod.Items("spec", "containers").Count() + sidecars.Count}";
    }

    public static string Restarts(JsonObject pod, DateTimeOffset now)
    {
        var statuses = pod.Items("status", "containerStatuses")
            .Concat(
                pod.Items("status", "initContainerStatuses")
                    .Where(c => Sidecars(pod).Contains(c.Text("name")))
            )
            .ToList();
        var restarts = statuses.Sum(c => c.Number("restartCount") ?? 0);
        var last = statuses
            .Select(c => c.Text("lastState", "terminated", "finishedAt"))
            .OfType<string>()
            .Max();
        return restarts > 0 && last is not null ? $"{restarts} ({Ages.Since(last, now)} ago)" : $"{restarts}";
    }

    public static string Status(JsonObject pod)
    {
        var reason = pod.Text("status", "reason") ?? pod.Text("status", "phase") ?? "Unknown";
        if (pod.Items("status", "conditions").Any(c => c.Text("reason") == "SchedulingGated"))
            reason = "SchedulingGated";
        var initializing = Initializing(pod);
        reason = initializing ?? OfContainers(pod) ?? reason;
        if (!pod.IsBeingDeleted())
            return reason;
        return pod.Text("status", "reason") == "NodeLost" ? "Unknown"
            : pod.Text("status", "phase") is "Succeeded" or "Failed" ? reason
            : "Terminating";
    }

    public static string ReadinessGates(JsonObject pod)
    {
        var gates = pod.Items("spec", "readinessGates").Select(g => g.Text("conditionType")).ToList();
        var passed = gates.Count(g =>
            pod.Items("status", "conditions").Any(c => c.Text("type") == g && c.Text("status") == "True")
        );
        return gates.Count == 0 ? "" : $"{passed}/{gates.Count}";
    }

    private static string? Initializing(JsonObject pod)
    {
        var total = pod.Items("spec", "initContainers").Count();
        var sidecars = Sidecars(pod);
        foreach (var (index, container) in pod.Items("status", "initContainerStatuses").Index())
        {
            var terminated = container.Object("state", "terminated");
            if (
                terminated.Number("exitCode") == 0
                || (sidecars.Contains(container.Text("name")) && container.Flag("started"))
            )
                continue;
            if (terminated is not null)
                return "Init:" + Ended(terminated);
            return
                container.Text("state", "waiting", "reason") is { Length: > 0 } why
                && why != "PodInitializing"
                ? "Init:" + why
                : $"Init:{index}/{total}";
        }
        return null;
    }

    private static string? OfContainers(JsonObject pod)
    {
        string? reason = null;
        var running = false;
        foreach (var container in pod.Items("status", "containerStatuses").Reverse())
        {
            if (container.Text("state", "waiting", "reason") is { Length: > 0 } waiting)
                reason = waiting;
            else if (container.Object("state", "terminated") is { } terminated)
                reason = Ended(terminated);
            else if (container.Flag("ready") && container.Object("state", "running") is not null)
                running = true;
        }
        if (reason != "Completed" || !running)
            return reason;
        var ready = pod.Items("status", "conditions")
            .Any(c => c.Text("type") == "Ready" && c.Text("status") == "True");
        return ready ? "Running" : "NotReady";
    }

    private static string Ended(JsonObject terminated) =>
        terminated.Text("reason") is { Length: > 0 } reason ? reason
        : terminated.Number("signal") is > 0 and var signal ? $"Signal:{signal}"
        : $"ExitCode:{terminated.Number("exitCode")}";

    private static HashSet<string?> Sidecars(JsonObject pod) =>
        [
            .. pod.Items("spec", "initContainers")
                .Where(c => c.Text("restartPolicy") == "Always")
                .Select(c => c.Text("name")),
        ];
}
