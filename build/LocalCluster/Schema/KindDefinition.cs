using LocalCluster.Api;

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

    public bool Has(string subresource) => Subresources.Contains(subresource);

    /// <summary>The name in messages: <c>deployments.apps</c>, <c>pods</c>.</summary>
    public string QualifiedPlural => Kind.Group.Length == 0 ? Kind.Plural : $"{Kind.Plural}.{Kind.Group}";

    /// <summary>The name in messages: <c>Deployment.apps</c>, <c>Pod</c>.</summary>
    public string QualifiedKind => Kind.Group.Length == 0 ? Kind.Kind : $"{Kind.Kind}.{Kind.Group}";
}
