namespace Slipway.Kubernetes;

/// <summary>
/// What we may do in a namespace, as the API server lists it (SubjectRulesReviewStatus of
/// authorization.k8s.io/v1). Pure.
/// </summary>
/// <param name="Rules">What is allowed.</param>
/// <param name="IsComplete">
/// Whether nothing else is allowed. Authorizers that cannot list their rules (a webhook, as in most managed
/// clusters) leave it open.
/// </param>
public sealed record AccessRules(IReadOnlyList<AccessRule> Rules, bool IsComplete)
{
    /// <summary>The API server listed nothing, so each action must be asked for.</summary>
    public static AccessRules Unknown { get; } = new([], false);

    /// <summary>Whether an action is allowed; null where the rules leave it open.</summary>
    /// <param name="action">
    /// An action in this namespace. Rules do not tell apart what holds outside namespaces, so that is left
    /// open.
    /// </param>
    public bool? Allows(AccessReview action) =>
        action.Namespace is null ? null
        : Rules.Any(rule => rule.Allows(action)) ? true
        : IsComplete ? false
        : null;
}

/// <summary>A rule (ResourceRule of authorization.k8s.io/v1); <c>*</c> stands for all.</summary>
/// <param name="Verbs">What may be done.</param>
/// <param name="Groups">In which API groups.</param>
/// <param name="Resources">With what: <c>pods</c>, <c>pods/proxy</c>, <c>*/scale</c>.</param>
/// <param name="Names">With which objects; none for all.</param>
public sealed record AccessRule(
    IReadOnlyList<string> Verbs,
    IReadOnlyList<string> Groups,
    IReadOnlyList<string> Resources,
    IReadOnlyList<string> Names
)
{
    /// <summary>Whether the rule allows an action.</summary>
    public bool Allows(AccessReview action) =>
        Has(Verbs, action.Verb)
        && Has(Groups, action.Group)
        && Resources.Any(resource => Covers(resource, action))
        && (Names.Count == 0 || (action.Name is { } name && Names.Contains(name)));

    private static bool Has(IReadOnlyList<string> list, string value) =>
        list.Any(item => item == "*" || item == value);

    // A resource without its subresource does not include it, other than '*'.
    private static bool Covers(string resource, AccessReview action) =>
        resource == "*"
        || (
            action.Subresource is null
                ? resource == action.Resource
                : resource == $"{action.Resource}/{action.Subresource}"
                    || resource == $"*/{action.Subresource}"
        );
}
