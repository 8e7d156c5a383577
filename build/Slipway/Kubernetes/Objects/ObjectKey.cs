using Slipway.Values;

namespace Slipway.Kubernetes.Objects;

/// <summary>Which object is meant.</summary>
/// <param name="ApiVersion">For example <c>apps/v1</c>.</param>
/// <param name="Kind">For example <c>Deployment</c>.</param>
/// <param name="Namespace">The namespace; null for cluster-scoped objects.</param>
/// <param name="Name">The name.</param>
public sealed record ObjectKey(string ApiVersion, string Kind, string? Namespace, string Name)
{
    /// <summary>
    /// The group without its version; empty for the core group. An object stays the same across versions.
    /// </summary>
    public string Group => GroupKind.Group;

    /// <summary>Group and kind: what tells kinds apart.</summary>
    public GroupKind GroupKind => GroupKind.Of(ApiVersion, Kind);

    /// <summary>What stays the same where the object is served under several versions of its group.</summary>
    public (string Group, string Kind, string? Namespace, string Name) Identity =>
        (Group, Kind, Namespace, Name);

    /// <summary>How people name it, as <see cref="KubeObject.Display"/>: <c>deployment/movie</c>.</summary>
    public string Display => $"{GroupKind.Display}/{Name}";

    /// <summary>The key of an object.</summary>
    public static ObjectKey Of(KubeObject obj) => new(obj.ApiVersion, obj.Kind, obj.Namespace, obj.Name);

    /// <summary>For errors: <c>deployment/movie in namespace shop</c>.</summary>
    public override string ToString() => Namespace is null ? Display : $"{Display} in namespace {Namespace}";
}
