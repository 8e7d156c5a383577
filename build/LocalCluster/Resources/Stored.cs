using System.Text.Json.Nodes;
using LocalCluster.Objects;

namespace LocalCluster.Resources;

/// <summary>Where an object is: its resource, namespace and name.</summary>
internal readonly record struct ObjectKey(string Group, string Plural, string Namespace, string Name)
{
    public static ObjectKey Of(ResourceKind kind, string? ns, string name) =>
        new(kind.Group, kind.Plural, kind.Namespaced ? ns ?? "" : "", name);
}

/// <summary>A state of an object. Never changed: a change makes a new one.</summary>
internal sealed class Stored(ObjectKey key, long version, JsonObject obj)
{
    private byte[]? _json;

    public ObjectKey Key { get; } = key;

    /// <summary>The resourceVersion.</summary>
    public long Version { get; } = version;

    /// <summary>Only to be read.</summary>
    public JsonObject Object { get; } = obj;

    /// <summary>The object as UTF-8 text; made once, for the log and for all watches.</summary>
    public byte[] Json => _json ??= JsonText.Bytes(Object);
}

/// <summary>A change of the store.</summary>
/// <param name="Type">What happened.</param>
/// <param name="Stored">The object after it; for a deletion its last state with the deletion's
/// version.</param>
/// <param name="Previous">The object before it.</param>
internal sealed record StoreChange(ChangeType Type, Stored Stored, Stored? Previous);
