using System.Text.Json;
using Slipway.Values;

namespace Slipway.Pipeline.Changes;

/// <summary>Reads who set a field (<c>metadata.managedFields</c>, KEP-555). Pure.</summary>
internal static class AppliedFields
{
    /// <summary>Whether a field of <c>spec</c> has the value that slipway applied.</summary>
    public static bool IsSetBySlipway(KubeObject live, string field) =>
        live.At("metadata", "managedFields") is { ValueKind: JsonValueKind.Array } entries
        && entries
            .EnumerateArray()
            .Any(e =>
                Has(e, "manager", "slipway")
                && Has(e, "operation", "Apply")
                && e.TryGetProperty("fieldsV1", out var fields)
                && fields.TryGetProperty("f:spec", out var spec)
                && spec.TryGetProperty($"f:{field}", out _)
            );

    private static bool Has(JsonElement entry, string field, string value) =>
        entry.TryGetProperty(field, out var text) && text.ValueEquals(value);
}
