using Slipway.Kubernetes.Objects;

namespace Slipway.Pipeline.Changes;

/// <summary>The kubectl command that deletes an object, for people.</summary>
internal static class KubectlDelete
{
    /// <summary>With the group where kubectl could take another kind for it.</summary>
    public static string Of(ObjectKey key)
    {
        var kind = key.Kind.ToLowerInvariant() + (key.Group.Contains('.') ? $".{key.Group}" : "");
        return $"kubectl delete {kind} {key.Name}"
            + (key.Namespace is null ? "" : $" --namespace {key.Namespace}");
    }
}
