using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Slipway.Values;

/// <summary>
/// One Kubernetes object, as it is sent to or came from an API server. Immutable; a change makes a new one.
/// </summary>
public sealed class KubeObject
{
    // As deep as what is read.
    private static readonly JsonSerializerOptions s_deep = new() { MaxDepth = 128 };

    private readonly JsonElement _json;

    private KubeObject(JsonElement json)
    {
        _json = json;
        ApiVersion = Text("apiVersion") ?? "";
        Kind = Text("kind") ?? "";
        Name = Text("metadata", "name") ?? "";
        Namespace = Text("metadata", "namespace");
        GroupKind = GroupKind.Of(ApiVersion, Kind);
    }

    /// <summary>The whole object.</summary>
    public JsonElement Json => _json;

    /// <summary>For example <c>apps/v1</c>.</summary>
    public string ApiVersion { get; }

    /// <summary>For example <c>Deployment</c>.</summary>
    public string Kind { get; }

    /// <summary><c>metadata.name</c>.</summary>
    public string Name { get; }

    /// <summary><c>metadata.namespace</c>; null for cluster-scoped objects.</summary>
    public string? Namespace { get; }

    /// <summary><c>metadata.labels</c>.</summary>
    public IReadOnlyDictionary<string, string> Labels => Map("labels");

    /// <summary><c>metadata.annotations</c>.</summary>
    public IReadOnlyDictionary<string, string> Annotations => Map("annotations");

    /// <summary>Group and kind: what tells kinds apart.</summary>
    public GroupKind GroupKind { get; }

    /// <summary>
    /// How people name it: <c>deployment/movie</c>, and a custom resource with its group,
    /// <c>rollout.argoproj.io/movie</c>.
    /// </summary>
    public string Display => $"{GroupKind.Display}/{Name}";

    /// <summary>Reads an object.</summary>
    /// <exception cref="FormatException">
    /// The text is not a JSON object with apiVersion, kind and metadata.name.
    /// </exception>
    public static KubeObject Parse(string json)
    {
        using var document = UntrustedJson.Open(Encoding.UTF8.GetBytes(json), "the object");
        return From(document.RootElement);
    }

    /// <summary>Takes an element that outlives its document.</summary>
    /// <exception cref="FormatException">
    /// It is not an object with apiVersion, kind and metadata.name.
    /// </exception>
    public static KubeObject From(JsonElement json)
    {
        var obj = new KubeObject(json.Clone());
        // A history has many thousands of them, so this is kept short.
        RequireText("apiVersion", obj.ApiVersion);
        RequireText("kind", obj.Kind);
        RequireText("metadata.name", obj.Name);
        var metadata = json.Field("metadata");
        RequireTexts(metadata, "labels");
        RequireTexts(metadata, "annotations");
        return obj;
    }

    /// <summary>Takes a node.</summary>
    /// <exception cref="FormatException">
    /// It is not an object with apiVersion, kind and metadata.name.
    /// </exception>
    public static KubeObject From(JsonNode json) => From(JsonSerializer.SerializeToElement(json, s_deep));

    /// <summary>
    /// The string at a path of property names; null where any step is missing or the value is not a string.
    /// </summary>
    public string? Text(params ReadOnlySpan<string> path) => At(path)?.Text();

    /// <summary>
    /// The whole number at a path of property names; null where any step is missing or the value is no
    /// number.
    /// </summary>
    public long? Number(params ReadOnlySpan<string> path) => At(path)?.Number();

    /// <summary>The items of the list at a path of property names; none where there is no list.</summary>
    public IReadOnlyList<JsonElement> Items(params ReadOnlySpan<string> path) =>
        At(path) is { } list ? list.Items() : [];

    /// <summary>The value at a path of property names; null where any step is missing.</summary>
    public JsonElement? At(params ReadOnlySpan<string> path)
    {
        var current = _json;
        foreach (var step in path)
        {
            if (!current.TryField(step, out current))
                return null;
        }
        return current;
    }

    /// <summary>A changed copy.</summary>
    public KubeObject With(Action<JsonObject> change) =>
        WithAny(json =>
        {
            change(json);
            return true;
        });

    /// <summary>A changed copy, or the object itself where there was nothing to change.</summary>
    /// <param name="change">Changes the copy; tells whether it did.</param>
    public KubeObject WithAny(Func<JsonObject, bool> change)
    {
        var copy = JsonObject.Create(_json)!;
        return change(copy) ? From(copy) : this;
    }

    /// <summary>The object as JSON text.</summary>
    public override string ToString() => _json.GetRawText();

    private static void RequireText(string field, string value)
    {
        if (value.Length == 0)
            throw new FormatException($"A Kubernetes object needs '{field}'.");
    }

    private static void RequireTexts(JsonElement metadata, string field)
    {
        var map = metadata.Field(field);
        if (map.ValueKind is JsonValueKind.Null or JsonValueKind.Undefined)
            return;
        var isMap = map.ValueKind == JsonValueKind.Object;
        if (isMap)
        {
            foreach (var entry in map.Members())
                isMap &= entry.Value.ValueKind is JsonValueKind.String or JsonValueKind.Null;
        }
        if (!isMap)
            throw new FormatException($"'metadata.{field}' must be a mapping of strings to strings.");
    }

    private IReadOnlyDictionary<string, string> Map(string field) =>
        At("metadata", field) is { ValueKind: JsonValueKind.Object } map
            ? map.Members().ToDictionary(p => p.Name, p => p.Value.Text() ?? "", StringComparer.Ordinal)
            : new Dictionary<string, string>();
}
