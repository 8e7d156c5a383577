using System.Text.Json.Nodes;
using LocalCluster.Controllers;

namespace LocalCluster.Runtime.Variables;

/// <summary>A container's own requests and limits as values (<c>resourceFieldRef</c>). Pure but for the machine's size.</summary>
internal static class ResourceReference
{
    /// <summary>The value; null for a resource that is not offered. A limit that is not set is the node's capacity.</summary>
    public static string? Resolve(JsonObject container, JsonObject reference)
    {
        var divisor = Quantity.Parse(reference.Text("divisor")) ?? 1;
        var resource = reference.Text("resource") ?? "";
        if (resource.Split('.', 2) is not [("limits" or "requests") and var side, var name])
            return null;
        var set = container.Text("resources", side, name)
            ?? (side == "requests" ? container.Text("resources", "limits", name) : null);
        var quantity = Quantity.Parse(set) ?? (side, name) switch
        {
            ("limits", "cpu") => Environment.ProcessorCount,
            ("limits", "memory") => GC.GetGCMemoryInfo().TotalAvailableMemoryBytes,
            _ => 0m,
        };
        return Quantity.InUnitsOf(quantity, divisor == 0 ? 1 : divisor);
    }
}
