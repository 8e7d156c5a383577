using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Slipway.Manifests;
using Slipway.Pipeline.Changes;
using Slipway.Tests.Kubernetes;
using Slipway.Values;

namespace Slipway.Tests.Pipeline;

/// <summary>A small application as tests release it.</summary>
internal static class Shop
{
    public const string App = "shop";

    public static ImageReference Image(string service, string version) =>
        ImageReference.Parse(
            $"registry.example.com/shop/{service}:{version}@sha256:"
                + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{service} {version}")))
        );

    /// <summary>A service with three pods that can have a canary.</summary>
    public static KubeObject Service(
        string ns,
        string name,
        string version,
        params (string Name, string Value)[] rehearsal
    ) =>
        KubeObject
            .From(
                new JsonObject
                {
                    ["apiVersion"] = "apps/v1",
                    ["kind"] = "Deployment",
                    ["metadata"] = Metadata(ns, name, new JsonObject { ["app.kubernetes.io/name"] = name }),
                    ["spec"] = new JsonObject
                    {
                        ["replicas"] = 3,
                        ["selector"] = new JsonObject { ["matchLabels"] = Labels(name) },
                        ["template"] = new JsonObject
                        {
                            ["metadata"] = new JsonObject { ["labels"] = Labels(name) },
                            ["spec"] = new JsonObject
                            {
                                ["containers"] = new JsonArray(
                                    new JsonObject { ["name"] = name, ["image"] = $"{Image(name, version)}" }
                                ),
                            },
                        },
                    },
                }
            )
            .Rehearsed(rehearsal);

    /// <summary>A database with two pods, each with a volume of its own.</summary>
    public static KubeObject Store(string ns, string name, string size) =>
        KubeObject.From(
            new JsonObject
            {
                ["apiVersion"] = "apps/v1",
                ["kind"] = "StatefulSet",
                ["metadata"] = Metadata(ns, name, new JsonObject { ["app.kubernetes.io/name"] = name }),
                ["spec"] = new JsonObject
                {
                    ["replicas"] = 2,
                    ["serviceName"] = name,
                    ["selector"] = new JsonObject { ["matchLabels"] = Labels(name) },
                    ["template"] = new JsonObject
                    {
                        ["metadata"] = new JsonObject { ["labels"] = Labels(name) },
                        ["spec"] = new JsonObject
                        {
                            ["containers"] = new JsonArray(
                                new JsonObject { ["name"] = name, ["image"] = $"{Image(name, "1.0.0")}" }
                            ),
                        },
                    },
                    ["volumeClaimTemplates"] = new JsonArray(
                        new JsonObject
                        {
                            ["metadata"] = new JsonObject { ["name"] = "data" },
                            ["spec"] = new JsonObject
                            {
                                ["accessModes"] = new JsonArray("ReadWriteOnce"),
                                ["resources"] = new JsonObject
                                {
                                    ["requests"] = new JsonObject { ["storage"] = size },
                                },
                            },
                        }
                    ),
                },
            }
        );

    public static KubeObject Address(string ns, string name) =>
        KubeObject.From(
            new JsonObject
            {
                ["apiVersion"] = "v1",
                ["kind"] = "Service",
                ["metadata"] = Metadata(ns, name),
                ["spec"] = new JsonObject
                {
                    ["selector"] = new JsonObject { ["app.kubernetes.io/name"] = name },
                    ["ports"] = new JsonArray(new JsonObject { ["port"] = 80 }),
                },
            }
        );

    public static KubeObject Settings(string ns, string name, params (string Key, string Value)[] data) =>
        KubeObject.From(
            new JsonObject
            {
                ["apiVersion"] = "v1",
                ["kind"] = "ConfigMap",
                ["metadata"] = Metadata(ns, name),
                ["data"] = new JsonObject(data.Select(d => KeyValuePair.Create(d.Key, (JsonNode?)d.Value))),
            }
        );

    public static KubeObject Job(
        string ns,
        string name,
        string version,
        params (string Name, string Value)[] rehearsal
    ) =>
        KubeObject
            .From(
                new JsonObject
                {
                    ["apiVersion"] = "batch/v1",
                    ["kind"] = "Job",
                    ["metadata"] = Metadata(ns, name),
                    ["spec"] = new JsonObject
                    {
                        ["backoffLimit"] = 0,
                        ["template"] = new JsonObject
                        {
                            ["metadata"] = new JsonObject(),
                            ["spec"] = new JsonObject
                            {
                                ["restartPolicy"] = "Never",
                                ["containers"] = new JsonArray(
                                    new JsonObject { ["name"] = "job", ["image"] = $"{Image(name, version)}" }
                                ),
                            },
                        },
                    },
                }
            )
            .Rehearsed(rehearsal);

    /// <summary>A release of these objects, marked as ours.</summary>
    public static DesiredRelease Release(string version, params IReadOnlyList<KubeObject> objects) =>
        new(
            version,
            $"commit-{version}",
            "Anna",
            objects.Where(o => o.Kind == "Deployment").ToDictionary(o => o.Name, ImageOf),
            ManifestLabels.Mark(objects, App, version, $"commit-{version}")
        );

    public static ImageReference ImageOf(KubeObject workload) =>
        ImageReference.Parse(
            workload.At("spec", "template", "spec", "containers")!.Value[0].GetProperty("image").GetString()!
        );

    private static JsonObject Metadata(string ns, string name, JsonObject? labels = null)
    {
        var metadata = new JsonObject { ["name"] = name, ["namespace"] = ns };
        if (labels is not null)
            metadata["labels"] = labels;
        return metadata;
    }

    private static JsonObject Labels(string name) =>
        new() { ["app.kubernetes.io/name"] = name, ["slipway.dev/track"] = "stable" };
}
