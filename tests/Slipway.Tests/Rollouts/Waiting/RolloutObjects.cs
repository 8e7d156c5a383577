using System.Text.Json.Nodes;
using Slipway.Kubernetes.Watching;
using Slipway.Rollouts.Waiting;
using Slipway.Tests.Kubernetes;
using Slipway.Values;

namespace Slipway.Tests.Rollouts.Waiting;

/// <summary>Objects around a rollout, as the API server sends them.</summary>
internal static class RolloutObjects
{
    public static KubeObject Broken(string name, string owner) =>
        Pod(
            name,
            owner,
            """
            {"name":"c","ready":false,
             "state":{"waiting":{"reason":"CreateContainerConfigError","message":"no such key"}}}
            """
        );

    public static KubeObject Pod(string name, string owner, string container) =>
        Object("Pod", name, name, owner, null, json =>
            json["status"] = new JsonObject
            {
                ["containerStatuses"] = new JsonArray(JsonNode.Parse(container)),
            }
        );

    public static KubeObject Unscheduled(string name, string owner, string claim) =>
        Pod(name, owner, """{"name":"c","ready":false,"state":{"waiting":{"reason":""}}}""")
            .With(json =>
            {
                json["spec"] = JsonNode.Parse(
                    $$"""{ "volumes": [ { "name": "v", "persistentVolumeClaim": { "claimName": "{{claim}}" } } ] }"""
                );
                json["status"] = JsonNode.Parse(
                    """
                    { "phase": "Pending", "conditions": [ { "type": "PodScheduled", "status": "False",
                      "reason": "Unschedulable", "message": "pod has unbound immediate PersistentVolumeClaims" } ] }
                    """
                );
            });

    public static KubeObject Warning(
        string kind,
        string name,
        string uid,
        string reason,
        string message,
        string type = "Warning"
    ) => Object("Event", "e", $"{uid}.{reason}", null, null, json =>
        {
            json["involvedObject"] = new JsonObject
            {
                ["kind"] = kind,
                ["name"] = name,
                ["uid"] = uid,
            };
            json["reason"] = reason;
            json["message"] = message;
            json["type"] = type;
        });

    public static KubeObject Unhealthy(string pod) => Object("Event", "u", "u", null, null, json =>
        {
            json["involvedObject"] = new JsonObject
            {
                ["kind"] = "Pod",
                ["uid"] = pod,
                ["fieldPath"] = "spec.containers{c}",
            };
            json["reason"] = "Unhealthy";
            json["message"] = "probe failed";
        });

    public static KubeObject Object(
        string kind,
        string name,
        string uid,
        string? owner,
        string? revision,
        Action<JsonObject>? change = null
    )
    {
        var json = new JsonObject
        {
            ["apiVersion"] = Samples.ApiVersionOf(kind),
            ["kind"] = kind,
            ["metadata"] = new JsonObject
            {
                ["name"] = name,
                ["namespace"] = "shop",
                ["uid"] = uid,
            },
        };
        if (owner is not null)
        {
            json["metadata"]!["ownerReferences"] = new JsonArray(
                new JsonObject { ["uid"] = owner, ["controller"] = true }
            );
        }
        if (revision is not null)
        {
            json["metadata"]!["annotations"] = new JsonObject
            {
                ["deployment.kubernetes.io/revision"] = revision,
            };
        }
        change?.Invoke(json);
        return KubeObject.From(json);
    }
}
