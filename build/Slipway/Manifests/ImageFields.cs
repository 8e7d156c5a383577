using System.Text.Json.Nodes;
using Slipway.Environments;
using Slipway.Values;

namespace Slipway.Manifests;

/// <summary>
/// Finds everything in an object that names an image: in the kinds of Kubernetes where they keep it, in custom
/// resources by its shape (a pod's containers anywhere, and fields that are called like it), and wherever
/// <c>imagePaths</c> says. Pure.
/// </summary>
internal static class ImageFields
{
    // What the kubelet runs: lists of a PodSpec, and the single one of a workflow's step.
    private static readonly string[] s_containers = ["containers", "initContainers", "ephemeralContainers"];
    private static readonly string[] s_notSpecified = ["metadata", "status"];

    /// <summary>The image fields.</summary>
    /// <param name="kind">The object's kind.</param>
    /// <param name="json">A copy of the object.</param>
    /// <param name="paths">Fields of custom resources that the environment names.</param>
    public static IReadOnlyList<ImageField> In(
        GroupKind kind,
        JsonObject json,
        IReadOnlyList<ImagePath> paths
    )
    {
        var named = paths
            .Where(path => path.Selects(kind))
            .SelectMany(path => Named(json, path.Fields, path.Fields[0]));
        var found =
            PodTemplates.PathOf(kind) is { } template ? Containers(json, template)
            : kind.IsBuiltIn ? []
            : json.Where(field => !s_notSpecified.Contains(field.Key))
                .SelectMany(field => Search(field.Value, field.Key, field.Key));
        // The same field may be found in both ways; the surer one counts. Nodes are compared by reference.
        return [.. named.Concat(found).DistinctBy(field => (field.Holder, field.Name))];
    }

    /// <summary>The full references among them: what an object runs.</summary>
    public static IEnumerable<ImageReference> References(KubeObject obj, IReadOnlyList<ImagePath> paths)
    {
        foreach (var field in In(obj.GroupKind, JsonObject.Create(obj.Json)!, paths))
        {
            if (ImageReference.TryParse(field.Text, out var reference))
                yield return reference;
        }
    }

    private static IEnumerable<ImageField> Containers(JsonObject json, string[] template)
    {
        var spec = template
            .Append("spec")
            .Aggregate((JsonNode?)json, (node, step) => (node as JsonObject)?[step]);
        foreach (var container in s_containers.SelectMany(list => Items((spec as JsonObject)?[list])))
            yield return Container(container, "");
        foreach (var volume in Items((spec as JsonObject)?["volumes"]).SelectMany(Volume))
            yield return volume;
    }

    private static IEnumerable<ImageField> Search(JsonNode? node, string name, string path)
    {
        if (node is JsonArray list)
            return list.SelectMany((item, i) => Item(item, name, $"{path}[{i}]"));
        return node is JsonObject map ? Search(map, path) : [];
    }

    private static IEnumerable<ImageField> Item(JsonNode? item, string list, string path) =>
        item switch
        {
            JsonObject container when s_containers.Contains(list) && HasText(container, "image") =>
            [
                Container(container, path),
                .. Search(container, path).Where(field => field.Holder != container),
            ],
            JsonObject volume when list == "volumes" && volume["image"] is JsonObject => Volume(volume),
            _ => Search(item, list, path),
        };

    private static IEnumerable<ImageField> Search(JsonObject map, string path)
    {
        foreach (var (name, value) in map)
        {
            if (HasText(map, name) && CertaintyOf(name) is { } certainty)
                yield return new ImageField($"{path}.{name}", map, name, certainty);
            else if (name == "image" && value is JsonObject parts)
            {
                // Split as in Helm's values: it cannot hold a digest in a way that is known here.
                foreach (var part in new[] { "repository", "name" }.Where(part => HasText(parts, part)))
                    yield return new ImageField($"{path}.image.{part}", parts, part, Certainty.Possible);
            }
            else
            {
                foreach (var inside in Search(value, name, $"{path}.{name}"))
                    yield return inside;
            }
        }
    }

    private static Certainty? CertaintyOf(string name) =>
        name == "image" ? Certainty.Likely
        : name.EndsWith("Image", StringComparison.Ordinal)
        || name is "imageName" or "imageRef" or "imageReference" or "containerImage"
            ? Certainty.Possible
        : null;

    private static IEnumerable<ImageField> Named(JsonNode? node, IEnumerable<string> fields, string path)
    {
        if (node is JsonArray list)
            return list.SelectMany(item => Named(item, fields, path));
        if (node is not JsonObject map || fields.FirstOrDefault() is not { } name)
            return [];
        var rest = fields.Skip(1).ToList();
        if (rest.Count == 0)
            return HasText(map, name) ? [new ImageField(path, map, name, Certainty.Sure)] : [];
        return Named(map[name], rest, $"{path}.{rest[0]}");
    }

    private static ImageField Container(JsonObject container, string path) =>
        new(
            HasText(container, "name") ? $"container {container["name"]}"
                : path.Length > 0 ? path
                : "a container without a name",
            container,
            "image",
            Certainty.Sure
        );

    private static IEnumerable<ImageField> Volume(JsonObject volume) =>
        volume["image"] is JsonObject image
            ? [new ImageField($"volume {volume["name"]}", image, "reference", Certainty.Sure)]
            : [];

    private static bool HasText(JsonObject map, string name) =>
        map[name] is JsonValue value && value.TryGetValue<string>(out _);

    private static IEnumerable<JsonObject> Items(JsonNode? list) =>
        list is JsonArray items ? items.OfType<JsonObject>() : [];
}
