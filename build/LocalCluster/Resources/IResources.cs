using System.Text.Json.Nodes;

namespace LocalCluster.Resources;

/// <summary>A kind that is served, for example apps/v1 Deployment.</summary>
/// <param name="Group">API group; empty for the core group.</param>
/// <param name="Version">For example <c>v1</c>.</param>
/// <param name="Kind">For example <c>Deployment</c>.</param>
/// <param name="Plural">The name in URLs, for example <c>deployments</c>.</param>
/// <param name="Namespaced">Whether its objects live in namespaces.</param>
public sealed record ResourceKind(string Group, string Version, string Kind, string Plural, bool Namespaced)
{
    /// <summary>Group and version as objects carry them: <c>apps/v1</c>, <c>v1</c>.</summary>
    public string ApiVersion => Group.Length == 0 ? Version : $"{Group}/{Version}";
}

/// <summary>What happened to an object.</summary>
public enum ChangeType
{
    /// <summary>It is new to the watcher.</summary>
    Added,

    /// <summary>It was changed.</summary>
    Modified,

    /// <summary>It was deleted; the object is its last state.</summary>
    Deleted,
}

/// <summary>A change as watches deliver it. The object must not be changed by the receiver.</summary>
public sealed record Change(ChangeType Type, ResourceKind Kind, JsonObject Object, long ResourceVersion);

/// <summary>
/// The API server's own operations, for controllers in the same process: the same defaulting, validation,
/// optimistic concurrency, generation, managedFields, finalizers and garbage collection that a client meets
/// over HTTP. Objects that come out are copies of the caller's own, except those in <see cref="Change"/>.
/// Failures are <see cref="ApiException"/> with the Status that a client would see.
/// </summary>
public interface IResources
{
    /// <summary>One object; null when there is none.</summary>
    JsonObject? Get(ResourceKind kind, string? ns, string name);

    /// <summary>The objects of a kind, of one namespace or of all, whose labels match (null: all).</summary>
    IReadOnlyList<JsonObject> List(
        ResourceKind kind,
        string? ns = null,
        Func<JsonObject, bool>? filter = null
    );

    /// <summary>Creates an object; <c>generateName</c> is honoured.</summary>
    JsonObject Create(ResourceKind kind, JsonObject obj);

    /// <summary>
    /// Replaces an object, or only its <paramref name="subresource"/> (<c>status</c>, <c>scale</c>). A
    /// resourceVersion in the object must be the current one, else 409. An update that changes nothing keeps
    /// the resourceVersion and wakes no watch.
    /// </summary>
    JsonObject Update(ResourceKind kind, JsonObject obj, string? subresource = null);

    /// <summary>
    /// Deletes with a propagation policy (<c>Background</c>, <c>Foreground</c>, <c>Orphan</c>) and, for pods,
    /// a grace period. With a <paramref name="uid"/> only the object that has it, else 409.
    /// </summary>
    void Delete(
        ResourceKind kind,
        string? ns,
        string name,
        string propagation = "Background",
        long? graceSeconds = null,
        string? uid = null
    );

    /// <summary>
    /// The present objects of the kinds as <see cref="ChangeType.Added"/>, then every change in order, until
    /// cancelled. Never drops a change; a slow receiver only lags behind.
    /// </summary>
    IAsyncEnumerable<Change> Watch(
        IReadOnlyCollection<ResourceKind> kinds,
        CancellationToken cancellationToken
    );
}

/// <summary>
/// An error of the API server, with the <c>Status</c> object that clients receive.
/// </summary>
public sealed class ApiException(int code, string reason, string message, JsonObject? details = null)
    : Exception(message)
{
    /// <summary>The HTTP status.</summary>
    public int Code { get; } = code;

    /// <summary>The machine-readable reason, for example <c>Conflict</c>.</summary>
    public string Reason { get; } = reason;

    /// <summary><c>Status.details</c>.</summary>
    public JsonObject? Details { get; } = details;

    /// <summary><c>Status.metadata.continue</c>; null if there is none.</summary>
    public string? Continue { get; init; }
}
