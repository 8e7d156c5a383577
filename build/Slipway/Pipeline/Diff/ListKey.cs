using System.Text.Json;
using Slipway.Values;

namespace Slipway.Pipeline.Diff;

/// <summary>Finds out by what the items of a list are told apart. Pure.</summary>
internal static class ListKey
{
    // The merge keys of Kubernetes, the ones that people know first, and what is as good as one in atomic lists. Whether
    // they identify the items is looked up each time, so custom resources have them too.
    private static readonly string[][] s_keys =
    [
        ["mountPath"],
        ["devicePath"],
        ["name"],
        ["metadata", "name"],
        ["containerPort"],
        ["port"],
        ["topologyKey"],
        ["ip"],
        ["host"],
        ["path"],
        ["key"],
        ["type"],
    ];

    /// <summary>The key by which both lists' items differ from each other; null where there is none.</summary>
    public static IReadOnlyList<string>? Find(JsonElement one, JsonElement other) =>
        s_keys.FirstOrDefault(key => Identifies(key, one) && Identifies(key, other));

    /// <summary>The items by that key.</summary>
    public static IReadOnlyDictionary<string, JsonElement> Items(
        JsonElement list,
        IReadOnlyList<string> key
    ) =>
        new OrderedDictionary<string, JsonElement>(
            list.Items().Select(item => KeyValuePair.Create(Text(item, key)!, item))
        );

    private static bool Identifies(IReadOnlyList<string> key, JsonElement list)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        return list.Items().All(item => Text(item, key) is { } text && seen.Add(text));
    }

    private static string? Text(JsonElement item, IReadOnlyList<string> key)
    {
        foreach (var step in key)
        {
            if (item.ValueKind != JsonValueKind.Object || !item.TryField(step, out item))
                return null;
        }
        return item.ValueKind is JsonValueKind.String or JsonValueKind.Number ? $"{item}" : null;
    }
}
