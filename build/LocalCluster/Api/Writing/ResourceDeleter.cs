using System.Text.Json.Nodes;
using LocalCluster.Objects;
using LocalCluster.Resources;
using LocalCluster.Schema;
using LocalCluster.Storage;

namespace LocalCluster.Api.Writing;

/// <summary>How a deletion is meant (the API's DeleteOptions).</summary>
internal sealed record DeleteOptions(
    string Propagation = "Background",
    long? GraceSeconds = null,
    string? Uid = null,
    string? ResourceVersion = null,
    bool DryRun = false
);

/// <summary>What a deletion led to: the object's last state, or its state while it waits to go.</summary>
internal sealed record DeleteResult(JsonObject Object, bool Removed, Task Durable);

/// <summary>Deletes objects: at once, or when their grace period and their finalizers allow it.</summary>
internal sealed class ResourceDeleter(ObjectStore store, TimeProvider time)
{
    private static readonly string[] s_permanent = ["default", "kube-system", "kube-public"];

    public DeleteResult Delete(KindDefinition kind, ObjectKey key, DeleteOptions options)
    {
        while (true)
        {
            var current = store.Get(key) ?? throw Refusals.NotFound(kind, key.Name);
            Check(kind, current, options);
            var next = Marked(kind, current.Object, options);
            var removed = Finalizing.IsDone(kind.Kind, next);
            if (options.DryRun)
                return new DeleteResult(next, removed, Task.CompletedTask);
            if (!removed && JsonEquality.Same(next, current.Object))
                return new DeleteResult(current.Object, false, Task.CompletedTask);
            var commit = removed
                ? store.Remove(key, current.Version, next)
                : store.Write(key, current.Version, next);
            if (commit is not null)
                return new DeleteResult(commit.Stored.Object, removed, commit.Durable);
        }
    }

    private static void Check(KindDefinition kind, Stored current, DeleteOptions options)
    {
        if (kind.Kind == Kinds.Namespace && s_permanent.Contains(current.Key.Name))
            throw Refusals.Forbidden(kind, current.Key.Name, "this namespace may not be deleted");
        if (options.Uid is { } uid && uid != current.Object.Uid())
            throw Refusals.Precondition(kind, current.Key.Name, "UID", uid, current.Object.Uid());
        if (options.ResourceVersion is { } version && version != current.Version.ToString())
        {
            throw Refusals.Precondition(
                kind,
                current.Key.Name,
                "ResourceVersion",
                version,
                current.Version.ToString()
            );
        }
    }

    /// <summary>The object as one that is being deleted.</summary>
    private JsonObject Marked(KindDefinition kind, JsonObject live, DeleteOptions options)
    {
        var next = live.DeepClone().AsObject();
        var metadata = next.Child("metadata");
        SetFinalizers(metadata, options.Propagation);
        var grace = Grace(kind, live, options);
        if (metadata["deletionTimestamp"] is null || grace < metadata.Number("deletionGracePeriodSeconds"))
        {
            if (metadata["deletionTimestamp"] is null && metadata.Number("generation") is { } generation)
                metadata["generation"] = generation + 1;
            metadata["deletionTimestamp"] = Timestamps.Seconds(time.GetUtcNow().AddSeconds(grace));
            metadata["deletionGracePeriodSeconds"] = grace;
        }
        if (kind.Kind == Kinds.Namespace)
            next.Child("status")["phase"] = "Terminating";
        return next;
    }

    private static void SetFinalizers(JsonObject metadata, string propagation)
    {
        var finalizers = metadata
            .Strings("finalizers")
            .Where(f => f is not (Finalizers.Foreground or Finalizers.Orphan))
            .ToList();
        if (propagation == "Foreground")
            finalizers.Add(Finalizers.Foreground);
        else if (propagation == "Orphan")
            finalizers.Add(Finalizers.Orphan);
        Finalizers.Set(metadata, finalizers);
    }

    /// <summary>Only a pod that runs somewhere gets time to end.</summary>
    private static long Grace(KindDefinition kind, JsonObject live, DeleteOptions options)
    {
        if (
            kind.Kind != Kinds.Pod
            || live.Text("spec", "nodeName") is not { Length: > 0 }
            || live.Text("status", "phase") is "Succeeded" or "Failed"
        )
            return 0;
        return Math.Max(
            0,
            options.GraceSeconds ?? live.Number("spec", "terminationGracePeriodSeconds") ?? 30
        );
    }
}
