using System.Text.Json.Nodes;
using LocalCluster.Apply;
using LocalCluster.Schema;
using LocalCluster.Storage;

namespace LocalCluster.Api.Writing;

/// <summary>
/// Creates, replaces, patches and applies objects: the one way in which anything is written.
/// </summary>
internal sealed class ResourceWriter(
    ObjectStore store, WritePreparation preparation, NamespaceGate namespaces, ServiceAddresses addresses,
    TimeProvider time)
{
    private const int NameTries = 8;

    public WriteResult Create(KindDefinition kind, string? ns, JsonObject sent, WriteOptions options)
    {
        for (var i = 0; ; i++)
        {
            var (next, given) = preparation.ForCreate(kind, ns, sent, options);
            var generated = sent.Text("metadata", "name") is null;
            Own(kind, Canonical.Empty(kind.Schema), given, next, [], options);
            var result = Insert(kind, next, options);
            if (result is not null)
                return result;
            if (!generated || i == NameTries)
                throw Refusals.AlreadyExists(kind, next.Name());
        }
    }

    /// <summary>Changes an object; the change is asked again when another write came between.</summary>
    /// <param name="kind">The object's kind.</param>
    /// <param name="key">Where it is.</param>
    /// <param name="change">Makes the new object from the live one, which it only reads.</param>
    /// <param name="options">How the write is meant.</param>
    public WriteResult Update(
        KindDefinition kind, ObjectKey key, Func<JsonObject, JsonObject> change, WriteOptions options)
    {
        while (true)
        {
            var current = store.Get(key) ?? throw Refusals.NotFound(kind, key.Name);
            var sent = change(current.Object);
            var entries = Entries(sent, current.Object);
            var next = preparation.ForUpdate(kind, current.Object, sent, options);
            Own(kind, current.Object, next, next, entries, options);
            if (Replace(kind, current, next, options) is { } result)
                return result;
        }
    }

    /// <summary>Server-side apply; creates the object where there is none.</summary>
    public WriteResult Apply(KindDefinition kind, ObjectKey key, JsonObject config, WriteOptions options)
    {
        if (config.At("metadata", "managedFields") is not null)
            throw Refusals.BadRequest("metadata.managedFields must be nil");
        while (true)
        {
            var current = store.Get(key);
            if (current is null && options.Subresource is not null)
                throw Refusals.NotFound(kind, key.Name);
            if (current is null)
            {
                if (CreateApplied(kind, key, config, options) is { } created)
                    return created;
                continue;
            }
            var live = WithoutManagers(current.Object);
            var (merged, entries) = FieldManagement.Apply(
                new StructType(kind.Schema), live, config,
                ManagedEntry.Read(current.Object.At("metadata", "managedFields")),
                Manager(kind, options, applied: true), Ignored(kind, options), options.Force, Now());
            var next = preparation.ForUpdate(kind, current.Object, merged, options);
            SetManagers(next, entries);
            if (Replace(kind, current, next, options) is { } result)
                return result;
        }
    }

    private WriteResult? CreateApplied(
        KindDefinition kind, ObjectKey key, JsonObject config, WriteOptions options)
    {
        if (config.Text("metadata", "uid") is { Length: > 0 } uid)
            throw Refusals.NothingWithUid(kind, key.Name, uid);
        var (_, entries) = FieldManagement.Apply(
            new StructType(kind.Schema), [], config, [], Manager(kind, options, applied: true),
            Ignored(kind, options), options.Force, Now());
        var (next, _) = preparation.ForCreate(kind, key.Namespace, config, options);
        SetManagers(next, entries);
        return Insert(kind, next, options);
    }

    /// <summary>Null when the name is taken.</summary>
    private WriteResult? Insert(KindDefinition kind, JsonObject next, WriteOptions options)
    {
        var key = ObjectKey.Of(kind.Kind, next.Namespace(), next.Name());
        namespaces.CheckCreate(kind, key);
        if (store.Get(key) is not null)
            return null;
        using var reservation = addresses.Reserve(kind.Kind, null, next);
        if (options.DryRun)
            return new WriteResult(next, Task.CompletedTask, Created: true);
        if (store.Write(key, 0, next) is not { } commit)
            return null;
        return WriteResult.Of(commit, created: true);
    }

    /// <summary>Null when another write came between.</summary>
    private WriteResult? Replace(KindDefinition kind, Stored current, JsonObject next, WriteOptions options)
    {
        if (TypedTree.Same(current.Object, next))
            return new WriteResult(current.Object, Task.CompletedTask);
        using var reservation = addresses.Reserve(kind.Kind, current.Object, next);
        if (options.DryRun)
            return new WriteResult(next, Task.CompletedTask);
        var gone = next.IsBeingDeleted() && Finalizing.IsDone(kind.Kind, next);
        var commit = gone
            ? store.Remove(current.Key, current.Version, next)
            : store.Write(current.Key, current.Version, next);
        return commit is null ? null : WriteResult.Of(commit);
    }

    /// <summary>
    /// Notes in <paramref name="target"/> what the manager owns after going from one state to the next.
    /// </summary>
    private void Own(
        KindDefinition kind, JsonObject live, JsonObject next, JsonObject target,
        IReadOnlyList<ManagedEntry> entries,
        WriteOptions options)
    {
        var updated = FieldManagement.Update(
            new StructType(kind.Schema), WithoutManagers(live), WithoutManagers(next), entries,
            Manager(kind, options, applied: false), Ignored(kind, options), options.Subresource == "scale"
                ? null : Now());
        SetManagers(target, updated);
    }

    /// <summary>Clients may rewrite managedFields; one empty entry clears them.</summary>
    private static IReadOnlyList<ManagedEntry> Entries(JsonObject sent, JsonObject live)
    {
        if (sent.At("metadata", "managedFields") is JsonArray { Count: > 0 } given)
            return ManagedEntry.Read(given);
        return ManagedEntry.Read(live.At("metadata", "managedFields"));
    }

    private static FieldSet Ignored(KindDefinition kind, WriteOptions options) =>
        !kind.Has("status") ? FieldSet.Empty
        : options.Subresource == "status" ? FieldSet.Of("f:spec")
        : FieldSet.Of("f:status");

    private static ManagerId Manager(KindDefinition kind, WriteOptions options, bool applied) =>
        new(options.Manager, applied, kind.Kind.ApiVersion, options.Subresource ?? "");

    private static JsonObject WithoutManagers(JsonObject obj)
    {
        var copy = obj.DeepClone().AsObject();
        copy.Object("metadata")?.Remove("managedFields");
        return copy;
    }

    private static void SetManagers(JsonObject obj, IReadOnlyList<ManagedEntry> entries)
    {
        var metadata = obj.Child("metadata");
        metadata.Remove("managedFields");
        if (ManagedEntry.Write(entries) is { } list)
            metadata["managedFields"] = list;
    }

    private string Now() => Timestamps.Seconds(time);
}
