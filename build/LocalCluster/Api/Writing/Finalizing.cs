using System.Text.Json.Nodes;
using LocalCluster.Objects;
using LocalCluster.Resources;

namespace LocalCluster.Api.Writing;

/// <summary>When an object that is being deleted may go.</summary>
internal static class Finalizing
{
    /// <summary>Whether no finalizer holds the object any more.</summary>
    public static bool IsDone(ResourceKind kind, JsonObject obj) =>
        !obj.Strings("metadata", "finalizers").Any()
        && (kind.Kind != "Namespace" || kind.Group.Length > 0 || !obj.Strings("spec", "finalizers").Any())
        && (obj.Number("metadata", "deletionGracePeriodSeconds") ?? 0) == 0;
}
