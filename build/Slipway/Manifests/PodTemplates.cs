using System.Text.Json;
using Slipway.Values;

namespace Slipway.Manifests;

/// <summary>Where the kinds that run pods keep their pod template.</summary>
internal static class PodTemplates
{
    /// <summary>
    /// The path of the pod template (of the object itself for a Pod); null for kinds that run no pods.
    /// </summary>
    public static string[]? PathOf(KubeObject obj) => PathOf(obj.GroupKind);

    /// <inheritdoc cref="PathOf(KubeObject)"/>
    public static string[]? PathOf(GroupKind kind) =>
        kind switch
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
    public static IReadOnlyDictionary<string, string>? Labels(KubeObject obj) =>
        PathOf(obj) is not null && Of(obj) is { } template ? Labels(template) : null;

    /// <summary>
    /// Every pod template of an object: of the kinds of Kubernetes the one that they have, of custom resources
    /// whatever looks like one, an object whose <c>spec</c> has a list of <c>containers</c>.
    /// </summary>
    public static IEnumerable<JsonElement> All(KubeObject obj) =>
        PathOf(obj) is not null ? (Of(obj) is { } own ? [own] : [])
        : obj.GroupKind.IsBuiltIn ? []
        : Search(obj.Json);

    /// <summary>The labels in a pod template.</summary>
    public static IReadOnlyDictionary<string, string> Labels(JsonElement template) =>
        template.TryField("metadata", out var metadata)
        && metadata.ValueKind == JsonValueKind.Object
        && metadata.TryField("labels", out var labels)
        && labels.ValueKind == JsonValueKind.Object
            ? labels.Members().ToDictionary(l => l.Name, l => l.Value.ToString())
            : new Dictionary<string, string>();

    private static IEnumerable<JsonElement> Search(JsonElement node) =>
        node.ValueKind switch
        {
            JsonValueKind.Array => node.Items().SelectMany(Search),
            JsonValueKind.Object when IsTemplate(node) => [node],
            JsonValueKind.Object => node.Members().SelectMany(field => Search(field.Value)),
            _ => [],
        };

    private static bool IsTemplate(JsonElement node) =>
        node.TryField("spec", out var spec)
        && spec.ValueKind == JsonValueKind.Object
        && spec.TryField("containers", out var containers)
        && containers.ValueKind == JsonValueKind.Array;
}
