namespace Slipway.Kubernetes.Objects;

/// <summary>Kinds as words.</summary>
internal static class KindNames
{
    /// <summary>
    /// The English plural of a kind: <c>NetworkPolicies</c>, <c>Ingresses</c>, <c>Gateways</c>. In lower case it is the name
    /// of the resource, as the API conventions ask for it and all of Kubernetes' own kinds have it.
    /// </summary>
    public static string Plural(string kind) =>
        kind switch
        {
            // Already plural.
            "Endpoints" => kind,
            _ when kind.EndsWith('s') => $"{kind}es",
            _ when kind.EndsWith('y') && kind[^2] is not ('a' or 'e' or 'o' or 'u') => $"{kind[..^1]}ies",
            _ => $"{kind}s",
        };
}
