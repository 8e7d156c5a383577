using System.Text.Json.Nodes;
using Slipway.Values;

namespace Slipway.Tests.Kubernetes;

/// <summary>Small objects for tests.</summary>
internal static class Samples
{
    /// <summary>The version under which a kind is served; a made-up group for kinds of others.</summary>
    public static string ApiVersionOf(string kind) =>
        kind switch
        {
            "Deployment" or "StatefulSet" or "DaemonSet" or "ReplicaSet" or "ControllerRevision" => "apps/v1",
            "Job" or "CronJob" => "batch/v1",
            "Ingress" => "networking.k8s.io/v1",
            "HorizontalPodAutoscaler" => "autoscaling/v2",
            "CustomResourceDefinition" => "apiextensions.k8s.io/v1",
            "ValidatingWebhookConfiguration" => "admissionregistration.k8s.io/v1",
            "Certificate" => "cert-manager.io/v1",
            _ => "v1",
        };

    public static KubeObject ConfigMap(string ns, string name, string key = "a", string value = "1") =>
        KubeObject.From(
            new JsonObject
            {
                ["apiVersion"] = "v1",
                ["kind"] = "ConfigMap",
                // A namespace has ConfigMaps of the cluster's own, which tests do not mean.
                ["metadata"] = new JsonObject
                {
                    ["name"] = name,
                    ["namespace"] = ns,
                    ["labels"] = new JsonObject { ["test"] = "yes" },
                },
                ["data"] = new JsonObject { [key] = value },
            }
        );

    public static KubeObject Deployment(
        string ns,
        string name,
        int? replicas = 1,
        string image = "registry.example.com/app:1"
    )
    {
        var spec = new JsonObject
        {
            ["selector"] = new JsonObject { ["matchLabels"] = new JsonObject { ["app"] = name } },
            ["template"] = new JsonObject
            {
                ["metadata"] = new JsonObject { ["labels"] = new JsonObject { ["app"] = name } },
                ["spec"] = new JsonObject
                {
                    ["containers"] = new JsonArray(
                        new JsonObject
                        {
                            ["name"] = "c",
                            ["image"] = image,
                            ["ports"] = new JsonArray(new JsonObject { ["containerPort"] = 80 }),
                        }
                    ),
                },
            },
        };
        if (replicas is not null)
            spec["replicas"] = replicas;
        return KubeObject.From(
            new JsonObject
            {
                ["apiVersion"] = "apps/v1",
                ["kind"] = "Deployment",
                ["metadata"] = new JsonObject { ["name"] = name, ["namespace"] = ns },
                ["spec"] = spec,
            }
        );
    }

    /// <summary>A workload whose pods behave in a rehearsal as the annotations say.</summary>
    public static KubeObject Rehearsed(
        this KubeObject workload,
        params (string Name, string Value)[] behaviour
    ) =>
        workload.With(json =>
        {
            var annotations = new JsonObject();
            foreach (var (name, value) in behaviour)
                annotations[$"sim.slipway.dev/{name}"] = value;
            if (annotations.Count == 0)
                return;
            json["spec"]!["template"]!["metadata"]!["annotations"] = annotations;
        });

    public static KubeObject Job(string ns, string name, int backoffLimit = 0) =>
        KubeObject.From(
            new JsonObject
            {
                ["apiVersion"] = "batch/v1",
                ["kind"] = "Job",
                ["metadata"] = new JsonObject { ["name"] = name, ["namespace"] = ns },
                ["spec"] = new JsonObject
                {
                    ["backoffLimit"] = backoffLimit,
                    ["template"] = new JsonObject
                    {
                        ["metadata"] = new JsonObject(),
                        ["spec"] = new JsonObject
                        {
                            ["restartPolicy"] = "Never",
                            ["containers"] = new JsonArray(
                                new JsonObject { ["name"] = "c", ["image"] = "registry.example.com/app:1" }
                            ),
                        },
                    },
                },
            }
        );
}
