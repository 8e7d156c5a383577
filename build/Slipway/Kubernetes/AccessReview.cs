namespace Slipway.Kubernetes;

/// <summary>An action that may or may not be allowed.</summary>
/// <param name="Verb">For example <c>patch</c>.</param>
/// <param name="Group">The API group; empty for the core group.</param>
/// <param name="Resource">The kind's plural, for example <c>deployments</c>.</param>
/// <param name="Namespace">The namespace; null for all, or for kinds outside namespaces.</param>
/// <param name="Subresource">For example <c>proxy</c>; null for the object itself.</param>
/// <param name="Name">The object; null for any.</param>
public sealed record AccessReview(
    string Verb,
    string Group,
    string Resource,
    string? Namespace,
    string? Subresource = null,
    string? Name = null
)
{
    /// <summary>For people: <c>patch deployments.apps in namespace shop</c>.</summary>
    public override string ToString() =>
        $"{Verb} {Resource}{(Group.Length == 0 ? "" : "." + Group)}"
        + (Subresource is null ? "" : "/" + Subresource)
        + (Name is null ? "" : $" '{Name}'")
        + (Namespace is null ? "" : $" in namespace {Namespace}");
}

/// <summary>Whether it is allowed.</summary>
/// <param name="Allowed">Whether we may.</param>
/// <param name="Reason">Why, where the API server says so.</param>
public sealed record AccessReviewResult(bool Allowed, string Reason);
