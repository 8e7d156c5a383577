using System.Text.Json.Nodes;
using LocalCluster.Objects;
using LocalCluster.Watching;

namespace LocalCluster.Runtime.Status;

/// <summary>What a node adds to a pod's status.</summary>
/// <param name="HostIp">The node's address.</param>
/// <param name="PodIp">The pod's own; null while it has none.</param>
/// <param name="StartTime">When the node took it up.</param>
internal sealed record PodPlace(string HostIp, string? PodIp, DateTimeOffset StartTime);

/// <summary>Why the node ended a pod before its time.</summary>
internal sealed record PodFailure(string Reason, string Message);

/// <summary>A pod's status from its containers' records. Pure.</summary>
internal static class PodStatus
{
    /// <summary>The status that follows the pod's present one.</summary>
    public static JsonObject Of(
        JsonObject pod,
        PodPlace place,
        IReadOnlyList<ContainerRecord> init,
        IReadOnlyList<ContainerRecord> containers,
        DateTimeOffset now,
        PodFailure? failure = null
    )
    {
        var before = pod["status"];
        var phase = PodPhase.Of(pod.Text("spec", "restartPolicy") ?? "Always", init, containers);
        var status = (before as JsonObject)?.Copy() ?? [];
        if (failure is not null && !init.Concat(containers).Any(record => record.State is Running))
        {
            phase = "Failed";
            status["reason"] = failure.Reason;
            status["message"] = failure.Message;
        }
        status["phase"] = phase;
        status["hostIP"] = place.HostIp;
        status["startTime"] = before.Text("startTime") ?? place.StartTime.Stamp();
        if (place.PodIp is { } address)
        {
            status["podIP"] = address;
            status["podIPs"] = new JsonArray(new JsonObject { ["ip"] = address });
        }
        if (init.Count > 0)
            status["initContainerStatuses"] = new JsonArray([.. init.Select(ContainerStatus.Of)]);
        status["containerStatuses"] = new JsonArray([.. containers.Select(ContainerStatus.Of)]);
        status["conditions"] = ConditionsOf(pod, phase, init, containers, now);
        return status;
    }

    private static JsonArray ConditionsOf(
        JsonObject pod,
        string phase,
        IReadOnlyList<ContainerRecord> init,
        IReadOnlyList<ContainerRecord> containers,
        DateTimeOffset now
    )
    {
        var ready = ContainersReady(phase, [.. init.Where(record => record.IsSidecar), .. containers]);
        JsonObject[] own =
        [
            containers.Any(PodPhase.HasRun) && phase != "Succeeded"
                ? Condition("Initialized", true)
                : Initialized(phase, init),
            ready.Text("status") == "True" ? Gates(pod) ?? Named("Ready", ready) : Named("Ready", ready),
            Named("ContainersReady", ready),
            Condition("PodScheduled", true),
        ];
        var others = pod.Items("status", "conditions")
            .Where(known => own.All(mine => mine.Text("type") != known.Text("type")))
            .Select(known => known.DeepClone());
        return new JsonArray([.. own.Select(condition => Dated(condition, pod["status"], now)), .. others]);
    }

    private static JsonObject Initialized(string phase, IReadOnlyList<ContainerRecord> init)
    {
        if (phase == "Succeeded")
            return Condition("Initialized", true, "PodCompleted");
        var left = init.Where(record =>
                record.IsSidecar ? !record.Started : record.State is not Terminated { ExitCode: 0 }
            )
            .ToArray();
        return left.Length == 0
            ? Condition("Initialized", true)
            : Condition(
                "Initialized",
                false,
                "ContainersNotInitialized",
                $"containers with incomplete status: {Names(left)}"
            );
    }

    private static JsonObject ContainersReady(string phase, IReadOnlyList<ContainerRecord> containers)
    {
        if (phase is "Succeeded")
            return Condition("", false, "PodCompleted");
        if (phase is "Failed")
            return Condition("", false, "PodFailed");
        var unready = containers.Where(record => !record.Ready).ToArray();
        return unready.Length == 0
            ? Condition("", true)
            : Condition("", false, "ContainersNotReady", $"containers with unready status: {Names(unready)}");
    }

    private static JsonObject? Gates(JsonObject pod)
    {
        var unmet = pod.Items("spec", "readinessGates")
            .Select(gate => gate.Text("conditionType") ?? "")
            .Where(type => !Conditions.IsTrue(pod["status"], type))
            .Select(type =>
                Conditions.Find(pod["status"], type) is null
                    ? $"corresponding condition of pod readiness gate \"{type}\" does not exist."
                    : $"the status of pod readiness gate \"{type}\" is not \"True\", but False"
            )
            .ToArray();
        return unmet.Length == 0
            ? null
            : Condition("Ready", false, "ReadinessGatesNotReady", string.Join(", ", unmet));
    }

    private static JsonObject Dated(JsonObject condition, JsonNode? before, DateTimeOffset now)
    {
        var known = Conditions.Find(before, condition.Text("type")!);
        condition["lastProbeTime"] = null;
        condition["lastTransitionTime"] =
            known is not null && known.Text("status") == condition.Text("status")
                ? known.Text("lastTransitionTime")
                : now.Stamp();
        return condition;
    }

    private static JsonObject Condition(
        string type,
        bool isTrue,
        string? reason = null,
        string? message = null
    )
    {
        var condition = new JsonObject { ["type"] = type, ["status"] = isTrue ? "True" : "False" };
        if (reason is not null)
            condition["reason"] = reason;
        if (message is not null)
            condition["message"] = message;
        return condition;
    }

    private static JsonObject Named(string type, JsonObject condition)
    {
        var copy = condition.Copy();
        copy["type"] = type;
        return copy;
    }

    private static string Names(IEnumerable<ContainerRecord> records) =>
        $"[{string.Join(' ', records.Select(record => record.Name))}]";
}
