using LocalCluster.Resources;

namespace LocalCluster.Schema.ServedKinds;

/// <summary>
/// The kinds that are served now: the built-in ones and those of CustomResourceDefinitions.
/// </summary>
internal sealed class KindRegistry
{
    private readonly Lock _gate = new();
    private readonly BuiltInKinds _builtIn;
    private volatile IReadOnlyList<KindDefinition> _all;

    /// <param name="builtIn">The built-in kinds.</param>
    /// <param name="measured">Whether there is something that can be measured.</param>
    public KindRegistry(BuiltInKinds builtIn, bool measured = true)
    {
        _builtIn = builtIn;
        _all = [.. builtIn.Kinds.Where(k => measured || k.Kind.Group != Kinds.MetricsGroup)];
    }

    public IReadOnlyList<KindDefinition> All => _all;

    public BuiltInKinds BuiltIn => _builtIn;

    /// <summary>The kind behind a URL.</summary>
    public KindDefinition? ByPlural(string group, string version, string plural) =>
        _all.FirstOrDefault(k =>
            k.Kind.Plural == plural && k.Kind.Group == group && k.Kind.Version == version
        );

    /// <summary>The kind of an object.</summary>
    public KindDefinition? ByKind(string apiVersion, string kind) =>
        _all.FirstOrDefault(k => k.Kind.Kind == kind && k.Kind.ApiVersion == apiVersion);

    /// <summary>All versions in which the objects of a kind are served.</summary>
    public IEnumerable<KindDefinition> Versions(KindDefinition kind) =>
        _all.Where(k => k.Key("", "") == kind.Key("", ""));

    /// <summary>The kinds as they are stored, each one once.</summary>
    public IEnumerable<KindDefinition> Stored =>
        _all.Where(k => k.Verbs is null).Select(k => k.Storage ?? k).DistinctBy(k => k.Key("", ""));

    /// <summary>The definition of a kind.</summary>
    /// <exception cref="ApiException">404: it is not served.</exception>
    public KindDefinition Of(ResourceKind kind) =>
        ByPlural(kind.Group, kind.Version, kind.Plural) ?? throw Refusals.UnknownResource();

    /// <summary>
    /// Serves the versions of a custom kind, instead of what its definition said before. A kind that is built
    /// in stays as it is: the definitions of the Gateway API may be installed here too.
    /// </summary>
    public void Replace(string definition, IEnumerable<KindDefinition> kinds)
    {
        lock (_gate)
        {
            _all =
            [
                .. _all.Where(k => k.Custom?.Definition != definition),
                .. kinds.Where(k =>
                    !_builtIn.Kinds.Any(b => b.Kind.Group == k.Kind.Group && b.Kind.Plural == k.Kind.Plural)
                ),
            ];
        }
    }
}
