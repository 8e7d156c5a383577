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
        var status = new JsonObject { ["replicas"] = StatusPath(kind).Find(obj).Number() ?? 0 };
        if (Selector(kind, obj) is { Length: > 0 } selector)
            status["selector"] = selector;
        var spec = new JsonObject();
        if (SpecPath(kind).Find(obj).Number() is > 0 and var replicas)
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
        SpecPath(kind).Set(result, replicas);
        return result;
    }

    private static JsonPath SpecPath(KindDefinition kind) =>
        JsonPath.Parse(Declared(kind, "specReplicasPath") ?? ".spec.replicas");

    private static JsonPath StatusPath(KindDefinition kind) =>
        JsonPath.Parse(Declared(kind, "statusReplicasPath") ?? ".status.replicas");

    private static string? Selector(KindDefinition kind, JsonObject obj) =>
        kind.Custom is null ? LabelSelectors.Show(obj.Object("spec", "selector"))
        : Declared(kind, "labelSelectorPath") is { } path ? JsonPath.Parse(path).Find(obj).Text()
        : null;

    private static string? Declared(KindDefinition kind, string name) => kind.Custom?.Scale.Text(name);
}
