using System.Text.Json.Nodes;
using LocalCluster.Objects;
using LocalCluster.Resources;
using Slipway.Formats;

namespace LocalCluster.Watching;

/// <summary>Which objects of a kind a change may concern.</summary>
internal static class Interest
{
    /// <summary>
    /// The object itself, or the object of that kind that controls it, or those that may adopt it.
    /// </summary>
    public static IEnumerable<ObjectName> OwnerOrSelf(Change change, ResourceKind kind, ClusterView view)
    {
        if (change.Kind == kind)
            return [ObjectName.Of(change.Object)];
        if (Owners.ControllerOf(change.Object) is { } owner)
        {
            return owner.Kind == kind.Kind && owner.ApiVersion == kind.ApiVersion
                ? [new ObjectName(change.Object.NamespaceName(), owner.Name)]
                : [];
        }
        return change.Type == ChangeType.Deleted ? [] : Adopters(change.Object, kind, view);
    }

    private static IEnumerable<ObjectName> Adopters(JsonObject orphan, ResourceKind kind, ClusterView view) =>
        view.List(kind, orphan.NamespaceName())
            .Where(owner =>
                LabelSelector.Of(owner.At("spec", "selector")) is { IsEmpty: false } selector
                && selector.Matches(orphan.Labels())
            )
            .Select(owner => ObjectName.Of(owner));
}
