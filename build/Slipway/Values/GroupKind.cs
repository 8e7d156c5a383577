namespace Slipway.Values;

/// <summary>
/// What tells one kind from another: the API group and the kind's name in it. The name alone does not: a Job of
/// <c>batch.volcano.sh</c> is no Job of <c>batch</c>. The version is no part of it, since an object is the same
/// under every version of its group (Kubernetes API conventions, "Types (Kinds)").
/// </summary>
/// <remarks>
/// To tell kinds apart, match both parts: <c>obj.GroupKind is ("apps", "Deployment" or "StatefulSet")</c>.
/// </remarks>
/// <param name="Group">The API group; empty for the core group.</param>
/// <param name="Kind">The kind's name.</param>
public readonly record struct GroupKind(string Group, string Kind)
{
    /// <summary>
    /// Whether the group is one of Kubernetes itself: those have no domain, or one below <c>k8s.io</c>, which
    /// nobody else may use. Everything else is a custom resource.
    /// </summary>
    public bool IsBuiltIn =>
        !Group.Contains('.', StringComparison.Ordinal)
        || Group.EndsWith(".k8s.io", StringComparison.OrdinalIgnoreCase);

    /// <summary>
    /// How people name the kind: <c>deployment</c>, and of a custom resource with its group, as kubectl does:
    /// <c>job.batch.volcano.sh</c>.
    /// </summary>
    public string Display => (IsBuiltIn ? Kind : $"{Kind}.{Group}").ToLowerInvariant();

    /// <summary>The kind of an <c>apiVersion</c> and a <c>kind</c> as objects carry them.</summary>
    public static GroupKind Of(string apiVersion, string kind) =>
        new(apiVersion.IndexOf('/') is >= 0 and var end ? apiVersion[..end] : "", kind);

    /// <summary>As Kubernetes writes it: <c>Deployment.apps</c>; <c>Service</c> of the core group.</summary>
    public override string ToString() => Group.Length == 0 ? Kind : $"{Kind}.{Group}";
}
