using System.Text.Json;
using Slipway.Kubernetes;
using Slipway.Kubernetes.Errors;
using Slipway.Values;

namespace Slipway.Pipeline.Changes;

/// <summary>
/// Finds items that somebody else put into a list of a live object, beside those of the manifest: a port of a Service
/// whose number was edited by hand. An apply leaves them, and the API server may then find the whole invalid. Pure.
/// </summary>
internal static class ForeignItems
{
    /// <summary>The items, with who added them (<c>metadata.managedFields</c>, KEP-555).</summary>
    /// <param name="live">The object as it is.</param>
    /// <param name="desired">The object as its manifest says.</param>
    public static IReadOnlyList<FieldConflict> In(KubeObject live, KubeObject desired) =>
        live.At("metadata", "managedFields") is { } entries && desired.At("spec") is { } spec
            ?
            [
                .. entries
                    .Items()
                    .Where(e => !IsOurs(e) && e.Text("subresource") is null)
                    .SelectMany(e =>
                        Find(e.Field("fieldsV1").Field("f:spec"), spec, ".spec")
                            .Select(path => new FieldConflict(path, e.Text("manager") ?? "another manager"))
                    )
                    .DistinctBy(c => c.Field),
            ]
            : [];

    private static bool IsOurs(JsonElement entry) =>
        entry.Text("manager") == Cluster.Manager && entry.Text("operation") == "Apply";

    private static IEnumerable<string> Find(JsonElement owned, JsonElement desired, string path)
    {
        foreach (var field in owned.Members())
        {
            if (field.Name.StartsWith("f:", StringComparison.Ordinal))
            {
                var name = field.Name[2..];
                if (desired.TryField(name, out var inner))
                    foreach (var found in Find(field.Value, inner, $"{path}.{name}"))
                        yield return found;
            }
            else if (field.Name.StartsWith("k:", StringComparison.Ordinal) && Key(field.Name[2..]) is { } key)
            {
                var item = desired.Items().FirstOrDefault(i => Has(i, key));
                var place = $"{path}[{string.Join(',', key.Members().Select(k => $"{k.Name}={k.Value}"))}]";
                if (item.ValueKind == JsonValueKind.Undefined)
                    yield return place;
                else
                    foreach (var found in Find(field.Value, item, place))
                        yield return found;
            }
        }
    }

    // A part of the key that the manifest leaves out has its default: the protocol of a port.
    private static bool Has(JsonElement item, JsonElement key) =>
        key.Members()
            .All(k => !item.TryField(k.Name, out var value) || JsonElement.DeepEquals(value, k.Value));

    private static JsonElement? Key(string text)
    {
        try
        {
            using var document = UntrustedJson.Open(System.Text.Encoding.UTF8.GetBytes(text), "a key");
            return document.RootElement.ValueKind == JsonValueKind.Object
                ? document.RootElement.Clone()
                : null;
        }
        catch (FormatException)
        {
            // Not a key that Kubernetes would write: no item that we could name.
            return null;
        }
    }
}
