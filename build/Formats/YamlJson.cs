using System.Text.Json.Nodes;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace Slipway.Formats;

/// <summary>
/// Turns YAML into JSON as Kubernetes does (sigs.k8s.io/yaml): keys become strings, merge keys (<c>&lt;&lt;</c>) are
/// merged, and scalars are what <see cref="YamlScalar"/> says.
/// </summary>
public static class YamlJson
{
    // As deep as a JSON reader goes by default; an anchor that contains itself ends here too.
    private const int Deepest = 64;

    /// <summary>The JSON of a node.</summary>
    /// <exception cref="FormatException">It cannot be represented in JSON (a key that is not a string, a number
    /// that is not finite), or it is nested more than 64 levels deep.</exception>
    public static JsonNode? Convert(YamlNode node) => Convert(node, 0);

    private static JsonNode? Convert(YamlNode node, int depth) =>
        depth > Deepest
            ? throw new FormatException($"line {node.Start.Line}: nested more than {Deepest} levels deep")
            : node switch
            {
                YamlScalarNode scalar => YamlScalar.Convert(scalar),
                YamlSequenceNode sequence => new JsonArray([
                    .. sequence.Children.Select(child => Convert(child, depth + 1)),
                ]),
                YamlMappingNode mapping => Map(mapping, depth),
                _ => throw new FormatException($"line {node.Start.Line}: {node.NodeType} is not supported"),
            };

    private static JsonObject Map(YamlMappingNode mapping, int depth)
    {
        var map = new JsonObject();
        foreach (var (key, value) in mapping.Children.Where(child => !IsMerge(child.Key)))
            map[Key(key)] = Convert(value, depth + 1);
        // What the mapping says itself wins, then what was merged earlier.
        foreach (var merged in mapping.Children.Where(child => IsMerge(child.Key)).SelectMany(Merged))
        {
            foreach (var (name, value) in Map(merged, depth + 1).ToList())
                map.TryAdd(name, value?.DeepClone());
        }
        return map;
    }

    private static string Key(YamlNode key) =>
        key is YamlScalarNode scalar && YamlScalar.Convert(scalar) is { } name
            ? name.ToString()
            : throw new FormatException($"line {key.Start.Line}: a key must be a string");

    private static bool IsMerge(YamlNode key) =>
        key is YamlScalarNode { Value: "<<", Style: ScalarStyle.Plain };

    private static IEnumerable<YamlMappingNode> Merged(KeyValuePair<YamlNode, YamlNode> merge)
    {
        IEnumerable<YamlNode> sources = merge.Value is YamlSequenceNode list ? list.Children : [merge.Value];
        return sources.Select(source =>
            source as YamlMappingNode
            ?? throw new FormatException($"line {merge.Key.Start.Line}: only mappings can be merged")
        );
    }
}
