using System.Text.Json.Nodes;
using Slipway.Values;

namespace Slipway.Tests.Kubernetes;

/// <summary>Small objects for tests.</summary>
internal static class Samples
{
    public static KubeObject ConfigMap(string ns, string name, string key = "a", string value = "1") => KubeObject.From(new JsonObject
    {
        ["apiVersion"] = "v1",
        ["kind"] = "ConfigMap",
        ["metadata"] = new JsonObject { ["name"] = name, ["namespace"] = ns },
        ["data"] = new JsonObject { [key] = value },
    });

    public static KubeObject Deployment(string ns, string name, int? replicas = 1, string image = "registry.example.com/app:1")
    {
        var spec = new JsonObject
        {
            ["selector"] = new JsonObject { ["matchLabels"] = new JsonObject { ["app"] = name } },
            ["template"] = new JsonObject
            {
                ["metadata"] = new JsonObject { ["labels"] = new JsonObject { ["app"] = name } },
                ["spec"] = new JsonObject
                {
                    ["containers"] = new JsonArray(new JsonObject
                    {
                        ["name"] = "c",
                        ["image"] = image,
                        ["ports"] = new JsonArray(new JsonObject { ["containerPort"] = 80 }),
                    }),
                },
            },
        };
        if (replicas is not null)
            spec["replicas"] = replicas;
        return KubeObject.From(new JsonObject
        {
            ["apiVersion"] = "apps/v1",
            ["kind"] = "Deployment",
            ["metadata"] = new JsonObject { ["name"] = name, ["namespace"] = ns },
            ["spec"] = spec,
        });
    }
}
