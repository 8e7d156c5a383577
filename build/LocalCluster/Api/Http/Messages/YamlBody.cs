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
    // As deep as JSON may be, in a document in a stream.
    private const int Deepest = 66;

    /// <summary>The first document as JSON.</summary>
    /// <exception cref="ApiException">400: the body is not valid YAML, or JSON cannot express it.</exception>
    public static JsonNode? Parse(string text)
    {
        var stream = new YamlStream();
        try
        {
            RefuseDeep(text);
            stream.Load(new StringReader(text));
            return stream.Documents.Count == 0 ? null : YamlJson.Convert(stream.Documents[0].RootNode);
        }
        catch (YamlException e)
        {
            throw Refusals.BadRequest($"error decoding YAML: line {e.Start.Line}: {e.Message}");
        }
        // The latter for an escape that is no character.
        catch (Exception e) when (e is FormatException or ArgumentException)
        {
            throw Refusals.BadRequest($"error decoding YAML: {e.Message}");
        }
    }

    /// <summary>What loads documents calls itself for each level; the parser does not.</summary>
    private static void RefuseDeep(string text)
    {
        var parser = new Parser(new StringReader(text));
        for (var depth = 0; parser.MoveNext(); )
        {
            depth += parser.Current!.NestingIncrease;
            if (depth > Deepest)
                throw new FormatException($"line {parser.Current.Start.Line}: nested too deep");
        }
    }
}
