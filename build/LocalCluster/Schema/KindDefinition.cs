using System.Text.Json.Nodes;
using LocalCluster.Objects;
using LocalCluster.Resources;

namespace LocalCluster.Schema;

/// <summary>A kind that is served, with its names, subresources and fields.</summary>
internal sealed record KindDefinition(ResourceKind Kind, TypeSchema Schema)
{
    public string Singular { get; init; } = Kind.Kind.ToLowerInvariant();

    public IReadOnlyList<string> ShortNames { get; init; } = [];

    public IReadOnlyList<string> Categories { get; init; } = [];

    public IReadOnlyList<string> Subresources { get; init; } = [];

    /// <summary>
    /// Served only so that programs which ask for all kinds find it: no object of the kind can be made.
    /// </summary>
    public bool StaysEmpty { get; init; }

    /// <summary>How the objects of a custom kind are checked and shown; null for built-in kinds.</summary>
    public CustomKind? Custom { get; init; }

    /// <summary>The version whose form is stored; null if it is this one.</summary>
    public KindDefinition? Storage { get; init; }

    /// <summary>
    /// How objects go from this version to the stored one and back; null where only their apiVersion changes.
    /// </summary>
    public KindConversion? Conversion { get; init; }

    /// <summary>What may be done with the objects; null for everything.</summary>
    public IReadOnlyList<string>? Verbs { get; init; }

    /// <summary>Where an object is stored, whichever version it is asked for in.</summary>
    public ObjectKey Key(string? ns, string name) => ObjectKey.Of((Storage ?? this).Kind, ns, name);

    /// <summary>A stored object in the form of this version; only to be read.</summary>
    public JsonObject FromStored(JsonObject stored) =>
        stored.Text("apiVersion") == Kind.ApiVersion
            ? stored
            : Conversion?.FromStored(stored) ?? Relabelled(stored, Kind);

    /// <summary>A stored state in the form of this version.</summary>
    public Stored Shown(Stored stored) =>
        FromStored(stored.Object) is var shown && shown == stored.Object
            ? stored
            : new Stored(stored.Key, stored.Version, shown);

    /// <summary>An object of this version in the form that is stored.</summary>
    public JsonObject ToStored(JsonObject obj) =>
        Storage is null ? obj : Conversion?.ToStored(obj) ?? Relabelled(obj, Storage.Kind);

    public bool Has(string subresource) => Subresources.Contains(subresource);

    /// <summary>The name in messages: <c>deployments.apps</c>, <c>pods</c>.</summary>
    public string QualifiedPlural => Kind.Group.Length == 0 ? Kind.Plural : $"{Kind.Plural}.{Kind.Group}";

    /// <summary>The name in messages: <c>Deployment.apps</c>, <c>Pod</c>.</summary>
    public string QualifiedKind => Kind.Group.Length == 0 ? Kind.Kind : $"{Kind.Kind}.{Kind.Group}";

    private static JsonObject Relabelled(JsonObject obj, ResourceKind kind)
    {
        var copy = obj.DeepClone().AsObject();
        copy["apiVersion"] = kind.ApiVersion;
        return copy;
    }
}
