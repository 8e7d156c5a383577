using System.Text.Json.Nodes;
using LocalCluster.Objects;
using LocalCluster.Resources;

namespace LocalCluster.Watching;

/// <summary>
/// What the controllers know of the cluster: the objects as the watch delivered them, and their own writes at
/// once, so that a controller never decides on a state older than what it did itself. Objects in here are
/// shared: never change them.
/// </summary>
internal sealed class ClusterView(IResources resources)
{
    private readonly Lock _gate = new();
    private readonly Dictionary<ResourceKind, Dictionary<ObjectName, JsonObject>> _objects = [];
    private readonly Dictionary<(ResourceKind Kind, string Namespace), HashSet<ObjectName>> _byNamespace = [];
    private readonly Dictionary<(ResourceKind Kind, string Owner), HashSet<ObjectName>> _byOwner = [];
    private readonly Dictionary<(ResourceKind Kind, string Namespace), HashSet<ObjectName>> _orphans = [];
    private readonly HashSet<string> _gone = [];
    private long _observed;

    public JsonObject? Get(ResourceKind kind, string ns, string name)
    {
        lock (_gate)
            return _objects.GetValueOrDefault(kind)?.GetValueOrDefault(new ObjectName(ns, name));
    }

    public IReadOnlyList<JsonObject> List(ResourceKind kind)
    {
        lock (_gate)
            return [.. _objects.GetValueOrDefault(kind)?.Values ?? Enumerable.Empty<JsonObject>()];
    }

    public IReadOnlyList<JsonObject> List(ResourceKind kind, string ns)
    {
        lock (_gate)
            return Pick(kind, _byNamespace.GetValueOrDefault((kind, ns)));
    }

    /// <summary>The objects whose controlling owner reference names this uid.</summary>
    public IReadOnlyList<JsonObject> OwnedBy(ResourceKind kind, string uid)
    {
        lock (_gate)
            return Pick(kind, _byOwner.GetValueOrDefault((kind, uid)));
    }

    /// <summary>The objects of a namespace without a controller.</summary>
    public IReadOnlyList<JsonObject> Orphans(ResourceKind kind, string ns)
    {
        lock (_gate)
            return Pick(kind, _orphans.GetValueOrDefault((kind, ns)));
    }

    public JsonObject Create(ResourceKind kind, JsonObject obj) => Take(kind, resources.Create(kind, obj));

    public JsonObject Update(ResourceKind kind, JsonObject obj) => Take(kind, resources.Update(kind, obj));

    public JsonObject UpdateStatus(ResourceKind kind, JsonObject obj) =>
        Take(kind, resources.Update(kind, obj, "status"));

    /// <summary>Sets a workload's number of pods through its scale subresource.</summary>
    public JsonObject Scale(ResourceKind kind, JsonObject obj, int replicas) =>
        Take(
            kind,
            resources.Update(
                kind,
                new JsonObject
                {
                    ["metadata"] = new JsonObject
                    {
                        ["name"] = obj.Name(),
                        ["namespace"] = obj.NamespaceName(),
                    },
                    ["spec"] = new JsonObject { ["replicas"] = replicas },
                },
                "scale"
            )
        );

    /// <summary>Deletes this very object, and no later one of the same name.</summary>
    /// <exception cref="ApiException">404: it is gone; 409: another one has its name.</exception>
    public void Delete(
        ResourceKind kind,
        JsonObject obj,
        string propagation = "Background",
        long? graceSeconds = null
    )
    {
        resources.Delete(kind, NamespaceOf(obj), obj.Name(), propagation, graceSeconds, obj.Uid());
        var left = resources.Get(kind, NamespaceOf(obj), obj.Name());
        if (left is not null && left.Uid() == obj.Uid())
        {
            Take(kind, left);
            return;
        }
        lock (_gate)
        {
            if (Remove(kind, obj))
                _gone.Add(obj.Uid());
        }
    }

    /// <summary>The object as the API server has it now, past what the watch delivered so far.</summary>
    public JsonObject? Refresh(ResourceKind kind, string ns, string name)
    {
        var obj = resources.Get(kind, ns.Length == 0 ? null : ns, name);
        return obj is null ? null : Take(kind, obj);
    }

    /// <summary>Takes a change of the watch.</summary>
    public void Observe(Change change)
    {
        lock (_gate)
        {
            _observed = change.ResourceVersion;
            var uid = change.Object.Uid();
            if (change.Type == ChangeType.Deleted)
            {
                _gone.Remove(uid);
                Remove(change.Kind, change.Object);
            }
            else if (!_gone.Contains(uid))
            {
                Put(change.Kind, change.Object);
            }
        }
    }

    /// <summary>
    /// Changes that the watch has passed are in the view already, or were deleted since and must not
    /// reappear.
    /// </summary>
    private JsonObject Take(ResourceKind kind, JsonObject obj)
    {
        lock (_gate)
        {
            if (VersionOf(obj) > _observed && !_gone.Contains(obj.Uid()))
                Put(kind, obj);
        }
        return obj;
    }

    private void Put(ResourceKind kind, JsonObject obj)
    {
        if (!_objects.TryGetValue(kind, out var ofKind))
            _objects[kind] = ofKind = [];
        var key = ObjectName.Of(obj);
        if (ofKind.TryGetValue(key, out var known))
        {
            if (VersionOf(known) > VersionOf(obj))
                return;
            Unlink(kind, key, known);
        }
        ofKind[key] = obj;
        Link(_byNamespace, (kind, key.Namespace), key);
        if (Owners.ControllerOf(obj) is { } owner)
            Link(_byOwner, (kind, owner.Uid), key);
        else
            Link(_orphans, (kind, key.Namespace), key);
    }

    private bool Remove(ResourceKind kind, JsonObject obj)
    {
        var key = ObjectName.Of(obj);
        if (_objects.GetValueOrDefault(kind) is not { } ofKind || !ofKind.TryGetValue(key, out var known))
            return false;
        if (known.Uid() != obj.Uid())
            return false;
        ofKind.Remove(key);
        Unlink(kind, key, known);
        return true;
    }

    private void Unlink(ResourceKind kind, ObjectName key, JsonObject known)
    {
        Unlink(_byNamespace, (kind, key.Namespace), key);
        if (Owners.ControllerOf(known) is { } owner)
            Unlink(_byOwner, (kind, owner.Uid), key);
        else
            Unlink(_orphans, (kind, key.Namespace), key);
    }

    private static void Link<T>(Dictionary<T, HashSet<ObjectName>> index, T at, ObjectName key)
        where T : notnull
    {
        if (!index.TryGetValue(at, out var keys))
            index[at] = keys = [];
        keys.Add(key);
    }

    private static void Unlink<T>(Dictionary<T, HashSet<ObjectName>> index, T at, ObjectName key)
        where T : notnull
    {
        if (index.TryGetValue(at, out var keys) && keys.Remove(key) && keys.Count == 0)
            index.Remove(at);
    }

    private JsonObject[] Pick(ResourceKind kind, HashSet<ObjectName>? keys) =>
        keys is null ? [] : [.. keys.Select(key => _objects[kind][key])];

    private static long VersionOf(JsonObject obj) =>
        long.TryParse(obj.Text("metadata", "resourceVersion"), out var version) ? version : 0;

    private static string? NamespaceOf(JsonObject obj) =>
        obj.NamespaceName() is { Length: > 0 } ns ? ns : null;
}
