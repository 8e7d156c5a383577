using System.Globalization;
using System.Text.Json.Nodes;
using LocalCluster.Objects;

namespace LocalCluster.Runtime.Variables;

/// <summary>
/// A container's own requests and limits as values (<c>resourceFieldRef</c>). Pure but for the machine's
/// size.
/// </summary>
internal static class ResourceReference
{
    /// <summary>
    /// The value; null for a resource that is not offered. A limit that is not set is the node's capacity.
    /// </summary>
    public static string? Resolve(JsonObject container, JsonObject reference)
    {
        if (
            (reference.Text("resource") ?? "").Split('.', 2)
            is not [("limits" or "requests") and var side, var name]
        )
            return null;
        var set = container.Text("resources", side, name)
            ?? (side == "requests" ? container.Text("resources", "limits", name) : null);
        var quantity = Plain(set)
            ?? (side, name) switch
            {
                ("limits", "cpu") => Environment.ProcessorCount,
                ("limits", "memory") => GC.GetGCMemoryInfo().TotalAvailableMemoryBytes,
                _ => 0m,
            };
        var divisor = Plain(reference.Text("divisor")) is { } given and not 0 ? given : 1;
        return Math.Ceiling(quantity / divisor).ToString("0", CultureInfo.InvariantCulture);
    }

    private static decimal? Plain(string? text) =>
        Quantity.TryParse(text, out var quantity) ? quantity.Value : null;
}
