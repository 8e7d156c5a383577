using Slipway.Kubernetes.Objects;

namespace Slipway.Releases;

/// <summary>An object that left the manifests and was kept in the cluster.</summary>
/// <param name="Key">Which one.</param>
/// <param name="Reason">Why it is kept, as half a sentence: <c>it holds data</c>.</param>
public sealed record KeptObject(ObjectKey Key, string Reason);
