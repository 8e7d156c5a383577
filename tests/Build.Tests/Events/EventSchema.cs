using System.Text.Json;
using System.Text.Json.Nodes;
using Json.Schema;
using Slipway.Targets.Tests.Running;

namespace Slipway.Targets.Tests.Events;

/// <summary>docs/events.schema.json, as a program that reads events would use it.</summary>
internal static class EventSchema
{
    private static readonly string s_file = Path.Combine(Checkout.Root, "docs/events.schema.json");
    private static readonly JsonSchema s_schema = JsonSchema.FromText(File.ReadAllText(s_file));

    private static readonly EvaluationOptions s_options = new()
    {
        OutputFormat = OutputFormat.List,
        RequireFormatValidation = true,
    };

    private static JsonObject Definitions => JsonNode.Parse(File.ReadAllText(s_file))!["$defs"]!.AsObject();

    /// <summary>The types that it knows.</summary>
    public static IReadOnlySet<string> Types =>
        Definitions
            .Select(d => (string?)d.Value!["properties"]?["type"]?["const"])
            .OfType<string>()
            .ToHashSet();

    /// <summary>Asserts that each line is an event of a known type, with known fields alone.</summary>
    /// <returns>The events.</returns>
    public static IReadOnlyList<JsonObject> Check(string lines)
    {
        Assert.EndsWith("\n", lines);
        var events = lines[..^1]
            .Split('\n')
            .Select(line => (Line: line, Json: JsonNode.Parse(line)!.AsObject()));
        return [.. events.Select(e => Checked(e.Line, e.Json))];
    }

    private static JsonObject Checked(string line, JsonObject json)
    {
        using var document = JsonDocument.Parse(line);
        Assert.True(s_schema.Evaluate(document.RootElement, s_options).IsValid, line);
        var known = Definitions[(string)json["type"]!]!;
        var fields = known["properties"]!.AsObject().Select(p => p.Key).Concat(["version", "time"]);
        if (known["$ref"] is not null)
            fields = fields.Concat(["apiVersion", "kind", "namespace", "name"]);
        Assert.Empty(json.Select(p => p.Key).Except(fields));
        return json;
    }
}
