using System.Text.Json.Nodes;
using Slipway.Formats;
using Slipway.Values;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace Slipway.Manifests;

/// <summary>Reads a stream of YAML documents as Kubernetes objects.</summary>
public static class ManifestYaml
{
    /// <summary>The objects, those inside Lists too.</summary>
    /// <param name="yaml">The stream.</param>
    /// <param name="source">Where it comes from, for errors.</param>
    /// <exception cref="ManifestsUnreadableException">It is not YAML, or holds something that is not a
    /// Kubernetes object.</exception>
    public static IReadOnlyList<KubeObject> Read(string yaml, string source)
    {
        YamlStream stream;
        try
        {
            stream = YamlParser.Load(yaml);
        }
        catch (YamlException e)
        {
            throw new ManifestsUnreadableException(
                [$"line {e.Start.Line}, column {e.Start.Column}: {e.Message}"],
                source
            );
        }
        var objects = new List<KubeObject>();
        var mistakes = new List<string>();
        foreach (
            var root in stream
                .Documents.Select(d => d.RootNode)
                .Where(r => r is not YamlScalarNode { Value: null or "" })
        )
            Add(root, objects, mistakes);
        return mistakes.Count == 0 ? objects : throw new ManifestsUnreadableException(mistakes, source);
    }

    private static void Add(YamlNode root, List<KubeObject> objects, List<string> mistakes)
    {
        JsonNode? json;
        try
        {
            json = YamlJson.Convert(root);
        }
        // It says on which line.
        catch (FormatException e)
        {
            mistakes.Add(e.Message);
            return;
        }
        try
        {
            if (json is not JsonObject map)
                mistakes.Add($"line {root.Start.Line}: not a Kubernetes object");
            else if (
                map["items"] is JsonArray items
                && $"{map["kind"]}".EndsWith("List", StringComparison.Ordinal)
            )
                objects.AddRange(
                    items.Select(item =>
                        KubeObject.From(item ?? throw new FormatException("An item is empty."))
                    )
                );
            else
                objects.Add(KubeObject.From(map));
        }
        catch (FormatException e)
        {
            mistakes.Add($"line {root.Start.Line}: {e.Message}");
        }
    }
}
