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
    // Far more than an API server accepts in one request (3 MiB). Aliases multiply what they stand for.
    private const int Largest = 16_000_000;

    // What a value takes besides its letters.
    private const int PerValue = 16;

    /// <summary>The JSON of a node.</summary>
    /// <exception cref="FormatException">It cannot be represented in JSON (a key that is not a string, a number
    /// that is not finite), it is nested more than 64 levels deep (an anchor that contains itself always is), or its
    /// aliases stand for more than 16 MB.</exception>
    public static JsonNode? Convert(YamlNode node)
    {
        var left = Largest;
        return Convert(node, 0, ref left);
    }

    private static JsonNode? Convert(YamlNode node, int depth, ref int left)
    {
        if (depth > YamlParser.Deepest)
            throw new FormatException(
                $"line {node.Start.Line}: nested more than {YamlParser.Deepest} levels deep"
            );
        left -= PerValue + ((node as YamlScalarNode)?.Value?.Length ?? 0);
        if (left < 0)
            throw new FormatException(
                $"line {node.Start.Line}: with all aliases written out, the document is larger than 16 MB"
            );
        return node switch
        {
            YamlScalarNode scalar => YamlScalar.Convert(scalar),
            YamlSequenceNode sequence => List(sequence, depth, ref left),
            YamlMappingNode mapping => Map(mapping, depth, ref left),
            _ => throw new FormatException($"line {node.Start.Line}: {node.NodeType} is not supported"),
        };
    }

    private static JsonArray List(YamlSequenceNode sequence, int depth, ref int left)
    {
        var list = new JsonArray();
        foreach (var child in sequence.Children)
            list.Add(Convert(child, depth + 1, ref left));
        return list;
    }

    private static JsonObject Map(YamlMappingNode mapping, int depth, ref int left)
    {
        var map = new JsonObject();
        foreach (var (key, value) in mapping.Children.Where(child => !IsMerge(child.Key)))
            map[Key(key)] = Convert(value, depth + 1, ref left);
        // What the mapping says itself wins, then what was merged earlier.
        foreach (var merged in mapping.Children.Where(child => IsMerge(child.Key)).SelectMany(Merged))
        {
            foreach (var (name, value) in Convert(merged, depth + 1, ref left)!.AsObject().ToList())
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
