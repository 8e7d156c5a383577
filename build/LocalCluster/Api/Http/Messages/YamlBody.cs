using System.Globalization;
using System.Text.Json.Nodes;
using LocalCluster.Resources;
using LocalCluster.Schema;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace LocalCluster.Api.Http.Messages;

/// <summary>YAML as JSON, with the scalar rules of the YAML core schema.</summary>
internal static class YamlBody
{
    /// <summary>The first document.</summary>
    /// <exception cref="ApiException">400: the body is not valid YAML.</exception>
    public static JsonNode? Parse(string text)
    {
        var stream = new YamlStream();
        try
        {
            stream.Load(new StringReader(text));
        }
        catch (YamlException e)
        {
            throw Refusals.BadRequest($"error decoding YAML: line {e.Start.Line}: {e.Message}");
        }
        return stream.Documents.Count == 0 ? null : Convert(stream.Documents[0].RootNode);
    }

    private static JsonNode? Convert(YamlNode node) =>
        node switch
        {
            YamlMappingNode map => new JsonObject(
                map.Children.Select(c =>
                    KeyValuePair.Create(((YamlScalarNode)c.Key).Value ?? "", Convert(c.Value))
                )
            ),
            YamlSequenceNode list => new JsonArray([.. list.Children.Select(Convert)]),
            YamlScalarNode scalar => Scalar(scalar),
            _ => throw Refusals.BadRequest("the YAML holds what JSON cannot"),
        };

    private static JsonNode? Scalar(YamlScalarNode scalar)
    {
        var text = scalar.Value ?? "";
        if (scalar.Style != ScalarStyle.Plain)
            return text;
        return text switch
        {
            "" or "null" or "~" or "Null" or "NULL" => null,
            "true" or "True" or "TRUE" => true,
            "false" or "False" or "FALSE" => false,
            _ when long.TryParse(
                    text,
                    NumberStyles.AllowLeadingSign,
                    CultureInfo.InvariantCulture,
                    out var whole
                ) => whole,
            _ when (char.IsAsciiDigit(text[0]) || text[0] is '-' or '+' or '.')
                    && double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var real)
                    && double.IsFinite(real) => real,
            _ => text,
        };
    }
}
