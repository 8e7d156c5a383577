using System.Text.Json.Nodes;
using LocalCluster.Schema;

namespace LocalCluster.Apply;

/// <summary>
/// The versions of a kind: a manager's fields are those of the version in which it wrote, so they are
/// compared in that version's form. A version that is not served any more is taken for that of the write.
/// </summary>
internal sealed class KindForms(KindDefinition kind, IEnumerable<KindDefinition> versions)
{
    private readonly Dictionary<string, KindDefinition> _others = versions
        .Where(v => v.Kind != kind.Kind)
        .ToDictionary(v => v.Kind.ApiVersion);

    /// <summary>The version of the write.</summary>
    public string ApiVersion => kind.Kind.ApiVersion;

    /// <summary>The fields in the version of the write.</summary>
    public StructType Type { get; } = new(kind.Schema);

    /// <summary>Whether fields of that version are compared separately from those of the write.</summary>
    public bool IsOther(string apiVersion) => _others.ContainsKey(apiVersion);

    /// <summary>The fields in a version.</summary>
    public StructType TypeOf(string apiVersion) =>
        _others.TryGetValue(apiVersion, out var other) ? new StructType(other.Schema) : Type;

    /// <summary>An object of the write's version in the form of another one.</summary>
    public JsonObject To(string apiVersion, JsonObject obj) =>
        _others.TryGetValue(apiVersion, out var other) ? other.FromStored(kind.ToStored(obj)) : obj;

    /// <summary>An object of another version in the form of the write's.</summary>
    public JsonObject From(string apiVersion, JsonObject obj) =>
        _others.TryGetValue(apiVersion, out var other) ? kind.FromStored(other.ToStored(obj)) : obj;
}
