using System.Text.Json;
using Slipway.Values;

namespace Slipway.Pipeline.Changes;

/// <summary>Reads who set a field (<c>metadata.managedFields</c>, KEP-555). Pure.</summary>
internal static class AppliedFields
{
    /// <summary>Whether a field of <c>spec</c> has the value that slipway applied.</summary>
    public static bool IsSetBySlipway(KubeObject live, string field) =>
        Setters(live, field).Any(e => Has(e, "manager", "slipway") && Has(e, "operation", "Apply"));

    /// <summary>
    /// Who changed a field of <c>spec</c> by hand or through a subresource, as an autoscaler and <c>kubectl
    /// scale</c> do, and not by an apply of its own; null where slipway set it, or nobody is recorded.
    /// </summary>
    public static string? UpdatedBy(KubeObject live, string field)
    {
        if (IsSetBySlipway(live, field))
            return null;
        var entry = Setters(live, field).FirstOrDefault(e => Has(e, "operation", "Update"));
        return entry.ValueKind == JsonValueKind.Object && entry.TryField("manager", out var manager)
            ? manager.Text()
            : null;
    }

    private static IEnumerable<JsonElement> Setters(KubeObject live, string field) =>
        live.At("metadata", "managedFields") is { ValueKind: JsonValueKind.Array } entries
            ? entries
                .Items()
                .Where(e =>
                    e.TryField("fieldsV1", out var fields)
                    && fields.TryField("f:spec", out var spec)
                    && spec.TryField($"f:{field}", out _)
                )
            : [];

    private static bool Has(JsonElement entry, string field, string value) => entry.Text(field) == value;
}
