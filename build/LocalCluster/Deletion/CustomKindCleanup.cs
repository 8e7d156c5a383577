using LocalCluster.Api.Writing;
using LocalCluster.Objects;
using LocalCluster.Resources;
using LocalCluster.Schema;
using LocalCluster.Schema.ServedKinds;
using LocalCluster.Storage;
using LocalCluster.Watching;

namespace LocalCluster.Deletion;

/// <summary>Deletes the objects of a custom kind before its definition goes.</summary>
internal sealed class CustomKindCleanup(ObjectStore store, KindRegistry kinds, ResourceDeleter deleter)
    : IClusterComponent
{
    public async Task RunAsync(
        IResources resources,
        ClusterContext context,
        CancellationToken cancellationToken
    )
    {
        using var subscription = store.Watch(_ => true, null);
        await foreach (var change in subscription.Changes.ReadAllAsync(cancellationToken))
        {
            var isDefinition =
                change.Stored.Key is { Plural: "customresourcedefinitions", Group: "apiextensions.k8s.io" };
            var definition =
                isDefinition ? change.Stored.Key.Name
                : change.Type == ChangeType.Deleted ? $"{change.Stored.Key.Plural}.{change.Stored.Key.Group}"
                : "";
            if (
                resources.Get(Kinds.CustomResourceDefinition, null, definition) is { } current
                && current.IsBeingDeleted()
            )
                Clean(resources, definition);
        }
    }

    private void Clean(IResources resources, string definition)
    {
        try
        {
            var kind = kinds.All.FirstOrDefault(k => k.Custom?.Definition == definition);
            var left = kind is null ? [] : store.List(kind, null).Objects.ToList();
            foreach (var stored in left.Where(o => !o.Object.IsBeingDeleted()))
                deleter.Delete(kind!, stored.Key, new DeleteOptions());
            if (
                left.Any(o => store.Get(o.Key) is not null)
                || resources.Get(Kinds.CustomResourceDefinition, null, definition) is not { } current
            )
                return;
            var metadata = current.Child("metadata");
            Finalizers.Set(
                metadata,
                [.. metadata.Strings("finalizers").Where(f => f != Finalizers.CustomObjects)]
            );
            resources.Update(Kinds.CustomResourceDefinition, current);
        }
        catch (ApiException e) when (e.Code is 404 or 409)
        {
            // Changed meanwhile; that change is handled next.
        }
    }
}
