using System.Text.Json;
using Slipway.Values;

namespace Slipway.Pipeline.Releasing;

/// <summary>Reads <c>metadata.ownerReferences</c>.</summary>
internal static class OwnerReferences
{
    /// <summary>The uid of the object that controls this one; null where none does.</summary>
    public static string? Controller(KubeObject obj) =>
        obj.At("metadata", "ownerReferences") is { ValueKind: JsonValueKind.Array } owners
            ? owners
                .Items()
                .Where(o =>
                    o.TryField("controller", out var controls) && controls.ValueKind == JsonValueKind.True
                )
                .Select(o => o.Field("uid").Text())
                .FirstOrDefault()
            : null;
}
