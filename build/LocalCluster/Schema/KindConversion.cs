using System.Text.Json.Nodes;
using LocalCluster.Objects;

namespace LocalCluster.Schema;

/// <summary>
/// How objects go between a version and the stored one. Both ways are pure and lose nothing.
/// </summary>
/// <param name="FromStored">The object in the form of the version; the stored one is only read.</param>
/// <param name="ToStored">The object in the stored form; the given one is only read.</param>
internal sealed record KindConversion(
    Func<JsonObject, JsonObject> FromStored,
    Func<JsonObject, JsonObject> ToStored
)
{
    /// <summary>What a new object of this version must fulfil beside the rules of the stored one.</summary>
    public Action<JsonObject, FieldErrors>? CheckNew { get; init; }
}
