using System.Text.Json.Nodes;
using LocalCluster.Apply;
using LocalCluster.Objects;
using LocalCluster.Resources;
using LocalCluster.Schema;
using LocalCluster.Schema.ServedKinds;
using LocalCluster.Storage;

namespace LocalCluster.Api.Writing;

/// <summary>
/// Creates, replaces, patches and applies objects: the one way in which anything is written.
/// </summary>
internal sealed class ResourceWriter(
    ObjectStore store,
    KindRegistry kinds,
    WritePreparation preparation,
    NamespaceGate namespaces,
    ServiceAddresses addresses,
    TimeProvider time
)
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
        KindDefinition kind,
        ObjectKey key,
        Func<JsonObject, JsonObject> change,
        WriteOptions options
    )
    {
        while (true)
        {
            var current = store.Get(key) ?? throw Refusals.NotFound(kind, key.Name);
            var live = kind.FromStored(current.Object);
            var sent = change(live);
            var entries = Entries(sent, live);
            var next = preparation.ForUpdate(kind, live, sent, options);
            Own(kind, live, next, next, entries, options);
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
            var live = kind.FromStored(current.Object);
            var (merged, entries) = FieldManagement.Apply(
                Forms(kind),
                WithoutManagers(live),
                config,
                ManagedEntry.Read(current.Object.At("metadata", "managedFields")),
                Manager(kind, options, applied: true),
                Ignored(kind, options),
                options.Force,
                Now()
            );
            var next = preparation.ForUpdate(kind, live, merged, options);
            SetManagers(next, entries);
            if (Replace(kind, current, next, options) is { } result)
                return result;
        }
    }

    private WriteResult? CreateApplied(
        KindDefinition kind,
        ObjectKey key,
        JsonObject config,
        WriteOptions options
    )
    {
        if (config.Text("metadata", "uid") is { Length: > 0 } uid)
            throw Refusals.NothingWithUid(kind, key.Name, uid);
        var (_, entries) = FieldManagement.Apply(
            Forms(kind),
            [],
            config,
            [],
            Manager(kind, options, applied: true),
            Ignored(kind, options),
            options.Force,
            Now()
        );
        var (next, _) = preparation.ForCreate(kind, key.Namespace, config, options);
        SetManagers(next, entries);
        return Insert(kind, next, options);
    }

    /// <summary>Null when the name is taken.</summary>
    private WriteResult? Insert(KindDefinition kind, JsonObject next, WriteOptions options)
    {
        var key = kind.Key(next.Namespace(), next.Name());
        namespaces.CheckCreate(kind, key);
        options.Admission?.Invoke(null, next);
        if (store.Get(key) is not null)
            return null;
        using var reservation = addresses.Reserve(kind.Kind, null, next);
        if (options.DryRun)
            return new WriteResult(next, Task.CompletedTask, Created: true);
        return store.Write(key, 0, kind.ToStored(next)) is { } commit
            ? WriteResult.Of(kind, commit, created: true)
            : null;
    }

    /// <summary>Null when another write came between.</summary>
    private WriteResult? Replace(KindDefinition kind, Stored current, JsonObject next, WriteOptions options)
    {
        var live = kind.FromStored(current.Object);
        if (JsonEquality.Same(live, next))
            return new WriteResult(live, Task.CompletedTask);
        options.Admission?.Invoke(live, next);
        using var reservation = addresses.Reserve(kind.Kind, live, next);
        if (options.DryRun)
            return new WriteResult(next, Task.CompletedTask);
        var gone = next.IsBeingDeleted() && Finalizing.IsDone(kind.Kind, next);
        var commit = gone
            ? store.Remove(current.Key, current.Version, kind.ToStored(next))
            : store.Write(current.Key, current.Version, kind.ToStored(next));
        return commit is null ? null : WriteResult.Of(kind, commit);
    }

    /// <summary>
    /// Notes in <paramref name="target"/> what the manager owns after going from one state to the next.
    /// </summary>
    private void Own(
        KindDefinition kind,
        JsonObject live,
        JsonObject next,
        JsonObject target,
        IReadOnlyList<ManagedEntry> entries,
        WriteOptions options
    )
    {
        var updated = FieldManagement.Update(
            Forms(kind),
            WithoutManagers(live),
            WithoutManagers(next),
            entries,
            Manager(kind, options, applied: false),
            Ignored(kind, options),
            options.Subresource == "scale" ? null : Now()
        );
        SetManagers(target, updated);
    }

    /// <summary>Clients may rewrite managedFields; one empty entry clears them.</summary>
    private static IReadOnlyList<ManagedEntry> Entries(JsonObject sent, JsonObject live)
    {
        if (sent.At("metadata", "managedFields") is JsonArray { Count: > 0 } given)
            return ManagedEntry.Read(given);
        return ManagedEntry.Read(live.At("metadata", "managedFields"));
    }

    private KindForms Forms(KindDefinition kind) => new(kind, kinds.Versions(kind));

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
