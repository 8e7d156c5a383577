using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Slipway.Values;

namespace Slipway.Pipeline.Diff;

/// <summary>
/// Decides which values must not be shown: those of Secrets and of the annotations that repeat an object, and
/// wherever else a value of a known Secret stands. Pure.
/// </summary>
internal sealed class SecretMask
{
    /// <summary>What stands in the place of a value, inside a larger one.</summary>
    public const string Hidden = "(hidden)";

    // Shorter ones are words that stand anywhere: hiding "true" would hide half of a manifest.
    private const int LeastAlone = 4;
    private const int LeastInside = 8;

    // Tools note here what they applied last, values of Secrets included.
    private static readonly HashSet<string> s_repeating =
    [
        "kubectl.kubernetes.io/last-applied-configuration",
        "kapp.k14s.io/original",
        "objectset.rio.cattle.io/applied",
    ];

    private readonly HashSet<string> _values;

    private SecretMask(IEnumerable<string> values) =>
        _values = values.Where(v => v.Length >= LeastAlone).ToHashSet(StringComparer.Ordinal);

    /// <summary>Knows the values of the Secrets among some objects.</summary>
    public static SecretMask Of(IEnumerable<KubeObject> objects) =>
        new(
            objects
                .Where(IsSecret)
                .SelectMany(o =>
                    Entries(o, "stringData").Concat(Entries(o, "data").SelectMany(v => Decoded(v).Append(v)))
                )
                .Select(v => v.Trim())
        );

    /// <summary>Whether everything at a path of an object is hidden.</summary>
    public static bool Hides(GroupKind kind, FieldPath path) =>
        path.Steps.Any(s_repeating.Contains)
        || (
            kind is ("", "Secret")
            && path.Steps is (["data" or "stringData", ..] or ["metadata", "annotations", ..])
        );

    /// <summary>Whether a text is, or has in it, a value of a Secret.</summary>
    public bool Knows(string text) =>
        _values.Contains(text.Trim())
        || _values.Any(v => v.Length >= LeastInside && text.Contains(v, StringComparison.Ordinal));

    /// <summary>A value with everything in it replaced that must not be shown.</summary>
    public JsonNode? Redacted(GroupKind kind, FieldPath path, JsonElement value) =>
        value.ValueKind switch
        {
            _ when Hides(kind, path) => Hidden,
            JsonValueKind.String when Knows(value.GetString()!) => Hidden,
            JsonValueKind.Object => new JsonObject(
                value
                    .Members()
                    .Select(p => KeyValuePair.Create(p.Name, Redacted(kind, path.Field(p.Name), p.Value)))
            ),
            JsonValueKind.Array => new JsonArray([
                .. value.Items().Select((item, i) => Redacted(kind, path.Item($"{i}"), item)),
            ]),
            _ => JsonSerializer.SerializeToNode(value),
        };

    private static bool IsSecret(KubeObject obj) => obj.GroupKind is ("", "Secret");

    private static IEnumerable<string> Entries(KubeObject secret, string field) =>
        secret.At(field) is { ValueKind: JsonValueKind.Object } map
            ? map.Members()
                .Where(p => p.Value.ValueKind == JsonValueKind.String)
                .Select(p => p.Value.GetString()!)
            : [];

    private static IEnumerable<string> Decoded(string base64)
    {
        var bytes = new byte[base64.Length];
        return Convert.TryFromBase64String(base64, bytes, out var length)
            ? [Encoding.UTF8.GetString(bytes, 0, length)]
            : [];
    }
}
