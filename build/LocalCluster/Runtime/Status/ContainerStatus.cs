using System.Text.Json.Nodes;
using LocalCluster.Objects;
using LocalCluster.Watching;

namespace LocalCluster.Runtime.Status;

/// <summary>
/// Container records as <c>status.containerStatuses</c>, and back after a restart of the cluster. Pure.
/// </summary>
internal static class ContainerStatus
{
    public static JsonObject Of(ContainerRecord record)
    {
        var status = new JsonObject
        {
            ["name"] = record.Name,
            ["state"] = State(record.State),
            ["lastState"] = record.Last is null ? new JsonObject() : State(record.Last),
            ["ready"] = record.Ready,
            ["restartCount"] = record.Restarts,
            ["image"] = record.Image,
            ["imageID"] = record.ImageId,
            ["started"] = record.Started,
        };
        if (record.ContainerId is not null)
            status["containerID"] = record.ContainerId;
        return status;
    }

    /// <summary>
    /// The record to start from when a pod is taken over from an earlier life of the cluster: what ran then
    /// has ended, and its exit code is unknown.
    /// </summary>
    public static ContainerRecord Resume(string name, string image, JsonObject? status, DateTimeOffset now)
    {
        var fresh = new ContainerRecord(name, image);
        if (status is null)
            return fresh;
        var last = Ended(status.At("lastState", "terminated"));
        fresh = fresh with { Restarts = status.Count("restartCount"), Last = last };
        if (status.At("state", "terminated") is { } terminated)
            return fresh with { Restarts = fresh.Restarts + 1, Last = Ended(terminated) };
        if (status.Time("state", "running", "startedAt") is not { } started)
            return fresh;
        var lost = new Terminated(255, "Unknown", started, now, status.Text("containerID"));
        return fresh with { Restarts = fresh.Restarts + 1, Last = lost };
    }

    /// <summary>
    /// The record of a container that ended for good before the cluster restarted; null when it did not.
    /// </summary>
    public static ContainerRecord? Finished(string name, string image, JsonObject? status) =>
        Ended(status.At("state", "terminated")) is not { } ended
            ? null
            : new ContainerRecord(name, image)
            {
                State = ended,
                Last = Ended(status.At("lastState", "terminated")),
                Restarts = status.Count("restartCount"),
                ImageId = status.Text("imageID") ?? "",
                ContainerId = status.Text("containerID"),
                Ready = status.Flag("ready"),
            };

    private static JsonObject State(ContainerState state) =>
        state switch
        {
            Waiting waiting => new JsonObject
            {
                ["waiting"] = Sparse(("reason", waiting.Reason), ("message", waiting.Message)),
            },
            Running running => new JsonObject
            {
                ["running"] = new JsonObject { ["startedAt"] = running.StartedAt.Stamp() },
            },
            Terminated ended => new JsonObject { ["terminated"] = End(ended) },
            _ => throw new InvalidOperationException($"A container cannot be {state}."),
        };

    private static JsonObject End(Terminated ended)
    {
        var end = new JsonObject { ["exitCode"] = ended.ExitCode };
        foreach (var (name, value) in Sparse(("reason", ended.Reason), ("message", ended.Message)))
            end[name] = value!.DeepClone();
        end["startedAt"] = ended.StartedAt.Stamp();
        end["finishedAt"] = ended.FinishedAt.Stamp();
        if (ended.ContainerId is not null)
            end["containerID"] = ended.ContainerId;
        return end;
    }

    private static JsonObject Sparse(params ReadOnlySpan<(string Name, string? Value)> fields)
    {
        var obj = new JsonObject();
        foreach (var (name, value) in fields)
        {
            if (!string.IsNullOrEmpty(value))
                obj[name] = value;
        }
        return obj;
    }

    private static Terminated? Ended(JsonNode? end) =>
        end is null
            ? null
            : new Terminated(
                end.Count("exitCode"),
                end.Text("reason") ?? "",
                end.Time("startedAt") ?? default,
                end.Time("finishedAt") ?? default,
                end.Text("containerID"),
                end.Text("message")
            );
}
