using System.Text.Json.Nodes;
using LocalCluster.Objects;
using LocalCluster.Resources;
using LocalCluster.Schema;

namespace LocalCluster.Api.Writing;

/// <summary>
/// The scale subresource: a workload's number of pods in one form for all kinds (autoscaling/v1 Scale).
/// </summary>
internal static class Scales
{
    /// <summary>The Scale of an object.</summary>
    public static JsonObject Read(KindDefinition kind, JsonObject obj)
    {
        var metadata = new JsonObject { ["name"] = obj.Name(), ["namespace"] = obj.Namespace() };
        foreach (var field in new[] { "uid", "resourceVersion", "creationTimestamp" })
            metadata[field] = obj.At("metadata", field)?.DeepClone();
        var status = new JsonObject { ["replicas"] = At(obj, StatusPath(kind)).Number() ?? 0 };
        if (Selector(kind, obj) is { Length: > 0 } selector)
            status["selector"] = selector;
        var spec = new JsonObject();
        if (At(obj, SpecPath(kind)).Number() is > 0 and var replicas)
            spec["replicas"] = replicas;
        return new JsonObject
        {
            ["kind"] = "Scale",
            ["apiVersion"] = "autoscaling/v1",
            ["metadata"] = metadata,
            ["spec"] = spec,
            ["status"] = status,
        };
    }

    /// <summary>A copy of the object with the number of a Scale.</summary>
    /// <exception cref="ApiException">The number is negative, or the Scale is not of this object's present
    /// state.</exception>
    public static JsonObject Write(KindDefinition kind, JsonObject obj, JsonObject scale)
    {
        var version = scale.Text("metadata", "resourceVersion");
        if (!string.IsNullOrEmpty(version) && version != obj.Text("metadata", "resourceVersion"))
            throw Refusals.Modified(kind, obj.Name());
        var replicas = scale.Number("spec", "replicas") ?? 0;
        if (replicas < 0)
        {
            throw Refusals.Invalid(
                "autoscaling",
                "Scale",
                obj.Name(),
                [FieldError.Invalid("spec.replicas", replicas, "must be greater than or equal to 0")]
            );
        }
        var result = obj.DeepClone().AsObject();
        var path = SpecPath(kind);
        var parent = path[..^1].Aggregate(result, (node, step) => node.Child(step));
        parent[path[^1]] = replicas;
        return result;
    }

    private static string[] SpecPath(KindDefinition kind) =>
        Path(kind, "specReplicasPath") ?? ["spec", "replicas"];

    private static string[] StatusPath(KindDefinition kind) =>
        Path(kind, "statusReplicasPath") ?? ["status", "replicas"];

    private static string? Selector(KindDefinition kind, JsonObject obj) =>
        kind.Custom is null ? LabelSelectors.Show(obj.Object("spec", "selector"))
        : Path(kind, "labelSelectorPath") is { } path ? At(obj, path).Text()
        : null;

    private static string[]? Path(KindDefinition kind, string name) =>
        kind.Custom?.Scale.Text(name)?.TrimStart('.').Split('.');

    private static JsonNode? At(JsonObject obj, string[] path) => ((JsonNode)obj).At(path);
}
