using System.Text.Json.Nodes;
using LocalCluster.Api.Writing;
using LocalCluster.Objects;
using LocalCluster.Resources;
using LocalCluster.Schema;
using LocalCluster.Schema.ServedKinds;
using LocalCluster.Storage;
using LocalCluster.Watching;

namespace LocalCluster.Deletion;

/// <summary>
/// Deletes what belongs to objects that are gone, and carries out the finalizers <c>foregroundDeletion</c>
/// and
/// <c>orphan</c>.
/// </summary>
internal sealed class GarbageCollector(
    ObjectStore store,
    KindRegistry kinds,
    ResourceWriter writer,
    ResourceDeleter deleter
) : IClusterComponent
{
    private static readonly WriteOptions s_options = new("kube-controller-manager");

    private readonly OwnerGraph _graph = new();

    public async Task RunAsync(
        IResources resources,
        ClusterContext context,
        CancellationToken cancellationToken
    )
    {
        using var subscription = store.Watch(_ => true, null);
        while (await subscription.Changes.WaitToReadAsync(cancellationToken))
        {
            var batch = new List<StoreChange>();
            while (subscription.Changes.TryRead(out var change))
            {
                _graph.Apply(change);
                batch.Add(change);
            }
            foreach (var change in batch)
                React(change, context.Log);
        }
    }

    private void React(StoreChange change, Action<string> log)
    {
        try
        {
            if (change.Type == ChangeType.Deleted)
            {
                foreach (var dependent in _graph.DependentsOf(change.Stored.Object.Uid()))
                    Collect(dependent);
                foreach (var owner in OwnerGraph.Owners(change.Stored).Select(_graph.Get).OfType<Stored>())
                    Finalize(owner);
            }
            else if (_graph.Get(change.Stored.Object.Uid()) is { } current)
            {
                if (OwnerGraph.Owners(current).Any())
                    Collect(current);
                Finalize(current);
            }
        }
        catch (ApiException e) when (e.Code is 404 or 409)
        {
            // The object has changed meanwhile; that change is handled next.
        }
        catch (ApiException e)
        {
            log($"garbage collection of {change.Stored.Key}: {e.Message}");
        }
    }

    /// <summary>Deletes an object without remaining owners; otherwise removes references to missing ones.</summary>
    private void Collect(Stored stored)
    {
        var references = stored.Object.Items("metadata", "ownerReferences").ToList();
        var gone = references.Where(r => !_graph.Has(r.Text("uid") ?? "") && IsGone(stored, r)).ToList();
        if (gone.Count == 0 || stored.Object.IsBeingDeleted())
            return;
        if (gone.Count == references.Count)
            deleter.Delete(KindOf(stored), stored.Key, new DeleteOptions(Uid: stored.Object.Uid()));
        else
            Forget(stored, [.. gone.Select(g => g.Text("uid") ?? "")]);
    }

    /// <summary>The graph may lag behind; the store does not.</summary>
    private bool IsGone(Stored dependent, JsonObject reference)
    {
        var (version, kind) = (reference.Text("apiVersion") ?? "", reference.Text("kind") ?? "");
        if (kinds.ByKind(version, kind) is not { } definition)
            return false;
        var key = definition.Key(dependent.Key.Namespace, reference.Text("name") ?? "");
        return store.Get(key)?.Object.Uid() != reference.Text("uid");
    }

    private void Finalize(Stored stored)
    {
        if (!stored.Object.IsBeingDeleted())
            return;
        var finalizers = stored.Object.Strings("metadata", "finalizers").ToList();
        var uid = stored.Object.Uid();
        if (finalizers.Contains(Finalizers.Orphan))
        {
            foreach (var dependent in _graph.DependentsOf(uid))
                Forget(dependent, [uid]);
            Release(stored, Finalizers.Orphan);
        }
        else if (finalizers.Contains(Finalizers.Foreground))
        {
            var dependents = _graph.DependentsOf(uid);
            foreach (var dependent in dependents.Where(d => !d.Object.IsBeingDeleted()))
            {
                deleter.Delete(
                    KindOf(dependent),
                    dependent.Key,
                    new DeleteOptions("Foreground", Uid: dependent.Object.Uid())
                );
            }
            if (!dependents.Any(d => Blocks(d, uid) && store.Get(d.Key)?.Object.Uid() == d.Object.Uid()))
                Release(stored, Finalizers.Foreground);
        }
    }

    private static bool Blocks(Stored dependent, string owner) =>
        dependent
            .Object.Items("metadata", "ownerReferences")
            .Any(r => r.Text("uid") == owner && r.Flag("blockOwnerDeletion"));

    private void Release(Stored stored, string finalizer) =>
        Change(stored, metadata =>
            Finalizers.Set(metadata, [.. metadata.Strings("finalizers").Where(f => f != finalizer)])
        );

    private void Forget(Stored stored, IReadOnlyCollection<string> owners) => Change(stored, metadata =>
        {
            var kept = metadata
                .Items("ownerReferences")
                .Where(r => !owners.Contains(r.Text("uid") ?? ""))
                .Select(JsonNode (r) => r.DeepClone())
                .ToArray();
            metadata.Remove("ownerReferences");
            if (kept.Length > 0)
                metadata["ownerReferences"] = new JsonArray(kept);
        });

    private void Change(Stored stored, Action<JsonObject> change) =>
        writer.Update(
            KindOf(stored),
            stored.Key,
            live =>
            {
                var next = live.DeepClone().AsObject();
                change(next.Child("metadata"));
                return next;
            },
            s_options
        );

    private KindDefinition KindOf(Stored stored) =>
        kinds.Stored.First(k => k.Kind.Group == stored.Key.Group && k.Kind.Plural == stored.Key.Plural);
}
