using System.Text.Json;
using System.Text.Json.Nodes;
using Slipway.Environments;
using Slipway.Kubernetes.Objects;
using Slipway.Pipeline.Diff;

namespace Slipway.Targets.Logging;

/// <summary>What <c>Diff</c> answers in JSON; <c>docs/json.md</c> describes it. Pure.</summary>
internal static class DiffJson
{
    /// <summary>The document.</summary>
    public static JsonObject Of(string app, EnvironmentSettings environment, ReleaseDiff diff) =>
        new()
        {
            ["app"] = app,
            ["environment"] = environment.Name,
            ["namespace"] = environment.Namespace,
            ["changed"] = diff.Count(ObjectChange.Changed),
            ["new"] = diff.Count(ObjectChange.New),
            ["replaced"] = diff.Count(ObjectChange.Replaced),
            ["removed"] = diff.Count(ObjectChange.Removed),
            ["unchanged"] = diff.Unchanged,
            ["objects"] = new JsonArray([.. diff.Objects.Select(Object)]),
            ["remarks"] = Texts(diff.Remarks),
        };

    private static JsonObject Object(ObjectDiff obj)
    {
        var json = Key(obj.Key);
        json["change"] = ReleaseDiff.Word(obj.Change);
        json["inPlaceOf"] = obj.InPlaceOf?.Name;
        json["fields"] = new JsonArray([.. obj.Fields.Select(Field)]);
        json["notes"] = Texts(obj.Notes);
        return json;
    }

    private static JsonObject Key(ObjectKey key) =>
        new()
        {
            ["apiVersion"] = key.ApiVersion,
            ["kind"] = key.Kind,
            ["namespace"] = key.Namespace,
            ["name"] = key.Name,
        };

    private static JsonObject Field(FieldChange field) =>
        new()
        {
            ["path"] = field.Path,
            ["change"] = $"{field.Kind}".ToLowerInvariant(),
            ["before"] = Value(field.Before),
            ["after"] = Value(field.After),
            ["hidden"] = field.IsHidden,
            ["toBeBuilt"] = field.ToBeBuilt,
        };

    private static JsonNode? Value(JsonElement? value) =>
        value is { } some ? JsonSerializer.SerializeToNode(some) : null;

    private static JsonArray Texts(IEnumerable<string> texts) =>
        new([.. texts.Select(text => (JsonNode?)text)]);
}
