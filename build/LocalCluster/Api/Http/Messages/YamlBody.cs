using System.Text.Json.Nodes;
using LocalCluster.Resources;
using LocalCluster.Schema;
using Slipway.Formats;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace LocalCluster.Api.Http.Messages;

/// <summary>A request's body that is YAML.</summary>
internal static class YamlBody
{
    /// <summary>The first document as JSON.</summary>
    /// <exception cref="ApiException">400: the body is not valid YAML, or JSON cannot express it.</exception>
    public static JsonNode? Parse(string text)
    {
        try
        {
            var stream = YamlParser.Load(text);
            return stream.Documents.Count == 0 ? null : YamlJson.Convert(stream.Documents[0].RootNode);
        }
        catch (YamlException e)
        {
            throw Refusals.BadRequest($"error decoding YAML: line {e.Start.Line}: {e.Message}");
        }
        catch (FormatException e)
        {
            throw Refusals.BadRequest($"error decoding YAML: {e.Message}");
        }
    }
}
