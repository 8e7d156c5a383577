using System.Text.Json.Nodes;
using Slipway.Kubernetes.Objects;
using Slipway.Values;

namespace Slipway.Tests.Rollouts.Waiting;

/// <summary>Pods and events in the shapes in which a kubelet reports them.</summary>
internal static class PodSamples
{
    public static KubeObject Pod(string containerStatus, string more = "") =>
        KubeObject.Parse(
            $$"""
            {
              "apiVersion": "v1", "kind": "Pod",
              "metadata": { "name": "movie-1", "namespace": "shop", "uid": "pod-1" },
              "status": { "phase": "Pending", "containerStatuses": [ {{containerStatus}} ] {{more}} }
            }
            """
        );

    public static string WaitingContainer(
        string reason,
        string message,
        int restarts = 0,
        string lastState = "{}"
    ) =>
        $$"""
            { "name": "c", "ready": false, "restartCount": {{restarts}},
              "state": { "waiting": { "reason": "{{reason}}", "message": "{{message}}" } },
              "lastState": {{lastState}} }
            """;

    public static string Terminated(int exitCode, string reason, int restarts, string lastState = "{}") =>
        $$"""
            { "name": "c", "ready": false, "restartCount": {{restarts}},
              "state": {{End(exitCode, reason)}}, "lastState": {{lastState}} }
            """;

    public static string Running(bool ready, int restarts = 0, string lastState = "{}") =>
        $$"""
            { "name": "c", "ready": {{(ready ? "true" : "false")}}, "restartCount": {{restarts}},
              "state": { "running": { "startedAt": "2026-11-20T22:24:13Z" } }, "lastState": {{lastState}} }
            """;

    public static string End(int exitCode, string reason, string message = "") =>
        new JsonObject
        {
            ["terminated"] = new JsonObject
            {
                ["exitCode"] = exitCode,
                ["reason"] = reason,
                ["message"] = message,
            },
        }.ToJsonString();

    public static ClusterEvent Event(
        string reason,
        string message,
        int count = 1,
        string id = "e1",
        string container = "c",
        bool warning = true,
        string time = "2026-11-20T22:24:13Z"
    ) =>
        ClusterEvent.Of(
            KubeObject.From(
                new JsonObject
                {
                    ["apiVersion"] = "v1",
                    ["kind"] = "Event",
                    ["metadata"] = new JsonObject { ["name"] = "e", ["uid"] = id },
                    ["involvedObject"] = new JsonObject
                    {
                        ["kind"] = "Pod",
                        ["uid"] = "pod-1",
                        ["fieldPath"] = container.Length > 0 ? $"spec.containers{{{container}}}" : null,
                    },
                    ["reason"] = reason,
                    ["message"] = message,
                    ["type"] = warning ? "Warning" : "Normal",
                    ["count"] = count,
                    ["lastTimestamp"] = time,
                }
            )
        );
}
