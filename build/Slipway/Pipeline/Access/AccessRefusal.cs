using Slipway.Kubernetes;
using Slipway.Kubernetes.Errors;
using Slipway.Values;

namespace Slipway.Pipeline.Access;

/// <summary>Rights are missing; all of them are listed, with the rules of a Role that gives them.</summary>
public sealed class AccessMissingException(IReadOnlyList<AccessReview> missing, ClusterAddress address)
    : Refusal(
        "We lack rights in the cluster that this command needs:\n" + string.Join('\n', Lines(missing)),
        address.ToString(),
        Advice(missing)
    )
{
    /// <summary>Each right.</summary>
    public IReadOnlyList<AccessReview> Missing { get; } = missing;

    // Verbs of the same resource go on one line.
    private static IEnumerable<string> Lines(IReadOnlyList<AccessReview> missing) =>
        ByResource(missing)
            .Select(g =>
                $"  {string.Join(", ", g.Select(r => r.Verb).Distinct())} "
                + (g.First() with { Verb = "", Name = NameOf(g) }).ToString().TrimStart()
            );

    private static string Advice(IReadOnlyList<AccessReview> missing)
    {
        var kinds = missing
            .Select(r => r.Namespace is null ? "a ClusterRole" : $"a Role in namespace {r.Namespace}")
            .Distinct();
        var rules = ByResource(missing)
            .Select(g =>
            {
                var first = g.First();
                var resource =
                    first.Resource + (first.Subresource is { } subresource ? $"/{subresource}" : "");
                return $"  - apiGroups: [\"{first.Group}\"]\n    resources: [{resource}]\n"
                    + $"    verbs: [{string.Join(", ", g.Select(r => r.Verb).Distinct())}]";
            })
            .Distinct();
        return $"Ask the cluster's administrator for {string.Join(" and ", kinds)} with these rules, "
            + "or use another user in the kubeconfig:\n"
            + string.Join('\n', rules);
    }

    private static IEnumerable<IGrouping<(string?, string, string, string?), AccessReview>> ByResource(
        IReadOnlyList<AccessReview> missing
    ) => missing.GroupBy(r => (r.Namespace, r.Group, r.Resource, r.Subresource));

    // What is missing for every object of a kind is said of the kind.
    private static string? NameOf(IEnumerable<AccessReview> rights) =>
        rights.Select(r => r.Name).Distinct().ToList() is [{ } only] ? only : null;
}

/// <summary>The cluster does not serve kinds that the manifests use; all of them are listed.</summary>
public sealed class KindsNotServedException(IReadOnlyList<KubeObject> objects, ClusterAddress address)
    : Refusal(
        string.Join(
            '\n',
            objects.Select(o => $"The cluster does not serve {o.Kind} in {o.ApiVersion} ({o.Display}).")
        ),
        address.ToString(),
        "Install the CustomResourceDefinition of these kinds (or the operator that brings it), "
            + "or use an API version that the cluster serves."
    );
