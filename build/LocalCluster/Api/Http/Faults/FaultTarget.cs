using LocalCluster.Api.Access;

namespace LocalCluster.Api.Http.Faults;

/// <summary>Which requests a fault is about; an empty list means all.</summary>
/// <param name="Verbs">As RBAC names them: <c>get</c>, <c>list</c>, <c>watch</c>, <c>patch</c> …</param>
/// <param name="Resources">Plurals, with the subresource if any: <c>pods/log</c>.</param>
/// <param name="Namespaces">The namespaces.</param>
/// <param name="Paths">URL paths; a star at the end stands for anything.</param>
internal sealed record FaultTarget(
    IReadOnlyList<string> Verbs,
    IReadOnlyList<string> Resources,
    IReadOnlyList<string> Namespaces,
    IReadOnlyList<string> Paths
)
{
    /// <param name="path">The URL's path.</param>
    /// <param name="verb">What the request wants to do.</param>
    /// <param name="resource">What it is about; null outside of resources.</param>
    public bool Matches(string path, string verb, AccessRequest? resource) =>
        Has(Verbs, verb)
        && (Resources.Count == 0 || (resource is not null && Resources.Contains(resource.Resource)))
        && (Namespaces.Count == 0 || (resource is not null && Namespaces.Contains(resource.Namespace)))
        && (
            Paths.Count == 0
            || Paths.Any(pattern =>
                pattern.EndsWith('*')
                    ? path.StartsWith(pattern[..^1], StringComparison.Ordinal)
                    : path == pattern
            )
        );

    private static bool Has(IReadOnlyList<string> wanted, string value) =>
        wanted.Count == 0 || wanted.Contains(value);
}
