using System.Text.Json;
using Slipway.Values;

namespace Slipway.Pipeline.Diff;

/// <summary>Compares two states of an object, field by field. Pure.</summary>
/// <param name="kind">The object's kind.</param>
/// <param name="mask">What must not be shown.</param>
/// <param name="pending">Images that do not exist yet.</param>
/// <param name="coversOnly">
/// Whether what the later state leaves out is no difference: it is a manifest, and the earlier one is a live object
/// with what others and the API server filled in.
/// </param>
internal sealed class FieldComparison(
    GroupKind kind,
    SecretMask mask,
    PendingImages pending,
    bool coversOnly = false
)
{
    private static readonly JsonElement s_noFields = JsonSerializer.SerializeToElement(new { });
    private static readonly JsonElement s_noItems = JsonSerializer.SerializeToElement(Array.Empty<string>());

    // Maps with names of the user's: each entry is a field of its own, also where the first one comes.
    private static readonly HashSet<string> s_maps =
    [
        "annotations",
        "binaryData",
        "data",
        "labels",
        "limits",
        "matchLabels",
        "nodeSelector",
        "requests",
        "stringData",
    ];

    private readonly List<FieldChange> _found = [];

    /// <summary>The fields that differ, in the order of the object.</summary>
    public IReadOnlyList<FieldChange> Compare(JsonElement before, JsonElement after)
    {
        _found.Clear();
        Compare(before, after, FieldPath.Root, isHidden: false);
        return [.. _found];
    }

    private void Compare(JsonElement? before, JsonElement? after, FieldPath path, bool isHidden)
    {
        var (one, other) = (Present(before), Present(after));
        if (one is { } was && other is { } will && JsonElement.DeepEquals(was, will))
            return;
        switch (one?.ValueKind, other?.ValueKind)
        {
            case (null, null):
            case (not null, null) when coversOnly:
                break;
            case (JsonValueKind.Object, JsonValueKind.Object):
                CompareFields(one!.Value, other!.Value, path);
                break;
            case (JsonValueKind.Array, JsonValueKind.Array):
                CompareItems(one!.Value, other!.Value, path);
                break;
            case (null, JsonValueKind.Object) or (JsonValueKind.Object, null) when s_maps.Contains(path.Last):
                CompareFields(one ?? s_noFields, other ?? s_noFields, path);
                break;
            case (null, JsonValueKind.Array)
            or (JsonValueKind.Array, null)
                when ListKey.Find(one ?? s_noItems, other ?? s_noItems) is not null:
                CompareItems(one ?? s_noItems, other ?? s_noItems, path);
                break;
            default:
                Add(path, one, other, isHidden);
                break;
        }
    }

    private void CompareFields(JsonElement before, JsonElement after, FieldPath path)
    {
        // A variable that comes from a Secret now, or did, had the same value before, as likely as not.
        var isSecret = IsFromSecret(before) || IsFromSecret(after);
        foreach (var name in Names(before).Union(Names(after)))
            Compare(Field(before, name), Field(after, name), path.Field(name), isSecret && name == "value");
    }

    private void CompareItems(JsonElement before, JsonElement after, FieldPath path)
    {
        var scalars = before.Items().Concat(after.Items()).All(IsScalar);
        if (scalars)
            Add(path, before, after, isHidden: false);
        else if (ListKey.Find(before, after) is { } key)
            CompareByKey(ListKey.Items(before, key), ListKey.Items(after, key), key[^1], path);
        else
            for (var i = 0; i < Math.Max(before.GetArrayLength(), after.GetArrayLength()); i++)
                Compare(At(before, i), At(after, i), path.Item($"{i}"), isHidden: false);
    }

    private void CompareByKey(
        IReadOnlyDictionary<string, JsonElement> before,
        IReadOnlyDictionary<string, JsonElement> after,
        string keyField,
        FieldPath path
    )
    {
        foreach (var key in before.Keys.Union(after.Keys))
        {
            JsonElement? was = before.TryGetValue(key, out var one) ? one : null;
            JsonElement? will = after.TryGetValue(key, out var other) ? other : null;
            if ((was is null) != (will is null) && OnlyFieldBeside(keyField, was ?? will) is { } field)
                Compare(Field(was, field), Field(will, field), path.Item(key).Field(field), isHidden: false);
            else
                Compare(was, will, path.Item(key), isHidden: false);
        }
        var (first, second) = (before.Keys.Where(after.ContainsKey), after.Keys.Where(before.ContainsKey));
        if (!first.SequenceEqual(second))
            Add(
                path,
                JsonSerializer.SerializeToElement(first),
                JsonSerializer.SerializeToElement(second),
                false
            );
    }

    private void Add(FieldPath path, JsonElement? before, JsonElement? after, bool isHidden)
    {
        var change =
            before is null ? FieldChangeKind.Added
            : after is null ? FieldChangeKind.Removed
            : FieldChangeKind.Changed;
        if (isHidden || SecretMask.Hides(kind, path) || IsSecretText(before) || IsSecretText(after))
            _found.Add(new FieldChange(path.Text, null, null, change) { IsHidden = true });
        else
        {
            var reason = pending.WhyBuilt(after);
            var value = reason is null ? Shown(path, after) : null;
            _found.Add(new FieldChange(path.Text, Shown(path, before), value, change) { ToBeBuilt = reason });
        }
    }

    private bool IsSecretText(JsonElement? value) =>
        value is { ValueKind: JsonValueKind.String } text && mask.Knows(text.GetString()!);

    private JsonElement? Shown(FieldPath path, JsonElement? value) =>
        value is { } known
            ? JsonSerializer.SerializeToElement(pending.Named(mask.Redacted(kind, path, known)))
            : null;

    private static bool IsFromSecret(JsonElement item) =>
        Field(Field(item, "valueFrom"), "secretKeyRef") is not null;

    // The value of a variable, the path of a mount: with its key it is all there is to the item.
    private static string? OnlyFieldBeside(string key, JsonElement? item) =>
        Names(item!.Value).Where(name => name != key).ToList() is [var only]
        && IsScalar(Field(item, only)!.Value)
            ? only
            : null;

    private static JsonElement? Present(JsonElement? value) =>
        value is { ValueKind: JsonValueKind.Null } ? null : value;

    private static IEnumerable<string> Names(JsonElement value) =>
        value.ValueKind == JsonValueKind.Object ? value.Members().Select(p => p.Name) : [];

    private static JsonElement? Field(JsonElement? value, string name) =>
        value is { ValueKind: JsonValueKind.Object } map && map.TryField(name, out var field) ? field : null;

    private static JsonElement? At(JsonElement list, int index) =>
        index < list.GetArrayLength() ? list[index] : null;

    private static bool IsScalar(JsonElement value) =>
        value.ValueKind is not (JsonValueKind.Object or JsonValueKind.Array);
}
