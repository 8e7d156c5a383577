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

    // Anchors that contain anchors can stand for more than any machine holds.
    private const int MostNodes = 1_000_000;

    /// <summary>The JSON of a node.</summary>
    /// <exception cref="FormatException">It cannot be represented in JSON (a key that is not a string, a number
    /// that is not finite), it is nested more than 64 levels deep, or it stands for more than a million
    /// nodes.</exception>
    public static JsonNode? Convert(YamlNode node) => Convert(node, 0, new Counter());

    private static JsonNode? Convert(YamlNode node, int depth, Counter counter)
    {
        if (depth > Deepest)
            throw new FormatException($"line {node.Start.Line}: nested more than {Deepest} levels deep");
        if (++counter.Nodes > MostNodes)
            throw new FormatException($"line {node.Start.Line}: more than {MostNodes} nodes");
        return node switch
        {
            YamlScalarNode scalar => YamlScalar.Convert(scalar),
            YamlSequenceNode sequence => new JsonArray([
                .. sequence.Children.Select(child => Convert(child, depth + 1, counter)),
            ]),
            YamlMappingNode mapping => Map(mapping, depth, counter),
            _ => throw new FormatException($"line {node.Start.Line}: {node.NodeType} is not supported"),
        };
    }

    private static JsonObject Map(YamlMappingNode mapping, int depth, Counter counter)
    {
        if (depth > Deepest)
            throw new FormatException($"line {mapping.Start.Line}: nested more than {Deepest} levels deep");
        var map = new JsonObject();
        foreach (var (key, value) in mapping.Children.Where(child => !IsMerge(child.Key)))
            map[Key(key)] = Convert(value, depth + 1, counter);
        // What the mapping says itself wins, then what was merged earlier.
        foreach (var merged in mapping.Children.Where(child => IsMerge(child.Key)).SelectMany(Merged))
        {
            foreach (var (name, value) in Map(merged, depth + 1, counter).ToList())
                map.TryAdd(name, value?.DeepClone());
        }
        return map;
    }

    private sealed class Counter
    {
        public int Nodes { get; set; }
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
