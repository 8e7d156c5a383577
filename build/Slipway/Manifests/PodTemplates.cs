using System.Text.Json;
using System.Text.Json.Nodes;
using Slipway.Values;

namespace Slipway.Manifests;

/// <summary>Where the kinds that run pods keep their pod template.</summary>
internal static class PodTemplates
{
    /// <summary>
    /// The path of the pod template (of the object itself for a Pod); null for kinds that run no pods.
    /// </summary>
    public static string[]? PathOf(KubeObject obj) =>
        obj.GroupKind switch
        {
            ("", "Pod") => [],


            ("apps", "Deployment" or "StatefulSet" or "DaemonSet" or "ReplicaSet")
            or
            ("", "ReplicationController")
            or ("batch", "Job") => ["spec", "template"],
            ("", "PodTemplate") => ["template"],
            ("batch", "CronJob") => ["spec", "jobTemplate", "spec", "template"],
            _ => null,
        };

    /// <summary>The pod template; null for kinds that run no pods, or where it is missing.</summary>
    public static JsonElement? Of(KubeObject obj) =>
        PathOf(obj) is { } path && obj.At(path) is { ValueKind: JsonValueKind.Object } template
            ? template
            : null;

    /// <summary>The labels of the pods; null for kinds that run no pods.</summary>
    public static IReadOnlyDictionary<string, string>? Labels(KubeObject obj)
    {
        if (PathOf(obj) is not { } path || Of(obj) is null)
            return null;
        return obj.At([.. path, "metadata", "labels"]) is { ValueKind: JsonValueKind.Object } labels
            ? labels.EnumerateObject().ToDictionary(l => l.Name, l => l.Value.ToString())
            : new Dictionary<string, string>();
    }

    /// <summary>Everything in a pod template that names an image, in a copy that may be changed.</summary>
    public static IEnumerable<(string Container, JsonObject Holder, string Field)> Images(
        JsonObject json,
        string[] path
    )
    {
        var template = path.Aggregate((JsonNode?)json, (node, step) => (node as JsonObject)?[step]);
        var spec = (template as JsonObject)?["spec"] as JsonObject;
        foreach (var list in (string[])["initContainers", "containers", "ephemeralContainers"])
        {
            foreach (var container in Items(spec?[list]))
                yield return ((string?)container["name"] ?? "", container, "image");
        }
        foreach (var volume in Items(spec?["volumes"]).Where(v => v["image"] is JsonObject))
            yield return ((string?)volume["name"] ?? "", volume["image"]!.AsObject(), "reference");
    }

    private static IEnumerable<JsonObject> Items(JsonNode? list) =>
        list is JsonArray items ? items.OfType<JsonObject>() : [];
}
