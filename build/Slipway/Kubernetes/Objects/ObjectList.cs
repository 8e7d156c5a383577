using Slipway.Values;

namespace Slipway.Kubernetes.Objects;

/// <summary>The objects of a kind as of one moment.</summary>
/// <param name="Items">The objects.</param>
/// <param name="ResourceVersion">The version to resume a watch from.</param>
public sealed record ObjectList(IReadOnlyList<KubeObject> Items, string ResourceVersion);

/// <summary>Which objects of a kind are meant.</summary>
/// <param name="Labels">A label selector, for example
/// <c>app.kubernetes.io/part-of=shop,!slipway.dev/keep</c>; null for any.</param>
/// <param name="Fields">A field selector, for example <c>metadata.name=movie</c>; null for any.</param>
public sealed record ObjectSelector(string? Labels = null, string? Fields = null)
{
    internal string Query() =>
        (Labels is null ? "" : $"&labelSelector={Uri.EscapeDataString(Labels)}")
        + (Fields is null ? "" : $"&fieldSelector={Uri.EscapeDataString(Fields)}");
}
