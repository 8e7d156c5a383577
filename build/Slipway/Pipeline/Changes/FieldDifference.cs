using System.Text.Json;
using Slipway.Values;

namespace Slipway.Pipeline.Changes;

/// <summary>A field whose value is to change.</summary>
/// <param name="Field">Its path; items of lists by their name where they have one.</param>
/// <param name="Is">Its value; null where it has none or is more than a scalar.</param>
/// <param name="Wanted">The value that it is to have; null likewise.</param>
internal sealed record FieldDifference(string Field, string? Is, string? Wanted)
{
    /// <summary>For people: <c>spec.serviceName (web, wanted: web-headless)</c>.</summary>
    public override string ToString() =>
        Is is not null && Wanted is not null ? $"{Field} ({Is}, wanted: {Wanted})" : Field;

    /// <summary>
    /// Where an object lacks what is wanted of it, below a field. What the API server filled in by itself is no
    /// difference. Pure.
    /// </summary>
    public static IReadOnlyList<FieldDifference> Between(KubeObject live, KubeObject wanted, string field)
    {
        var path = field.Split('.');
        var found = new List<FieldDifference>();
        Compare(live.At(path), wanted.At(path), field, found);
        return found;
    }

    private static void Compare(
        JsonElement? live,
        JsonElement? wanted,
        string path,
        List<FieldDifference> found
    )
    {
        switch (live?.ValueKind, wanted?.ValueKind)
        {
            case (_, null):
                break;
            case (JsonValueKind.Object, JsonValueKind.Object):
                foreach (var property in wanted!.Value.Members())
                    Compare(
                        live!.Value.TryField(property.Name, out var value) ? value : null,
                        property.Value,
                        $"{path}.{property.Name}",
                        found
                    );
                break;
            case (JsonValueKind.Array, JsonValueKind.Array)
                when live!.Value.GetArrayLength() == wanted!.Value.GetArrayLength():
                foreach (var (i, (one, other)) in live.Value.Items().Zip(wanted.Value.Items()).Index())
                    Compare(one, other, $"{path}[{NameOf(other) ?? $"{i}"}]", found);
                break;
            case (not null, _) when JsonElement.DeepEquals(live.Value, wanted!.Value):
                break;
            default:
                found.Add(new FieldDifference(path, Scalar(live), Scalar(wanted)));
                break;
        }
    }

    private static string? NameOf(JsonElement item) =>
        Text(item, "name")
        ?? (
            item.ValueKind == JsonValueKind.Object && item.TryField("metadata", out var metadata)
                ? Text(metadata, "name")
                : null
        );

    private static string? Text(JsonElement item, string field) =>
        item.ValueKind == JsonValueKind.Object
        && item.TryField(field, out var value)
        && value.ValueKind == JsonValueKind.String
            ? value.Text()
            : null;

    private static string? Scalar(JsonElement? value) =>
        value?.ValueKind switch
        {
            JsonValueKind.String => value.Value.Text(),
            JsonValueKind.Number or JsonValueKind.True or JsonValueKind.False => value.Value.GetRawText(),
            _ => null,
        };
}
