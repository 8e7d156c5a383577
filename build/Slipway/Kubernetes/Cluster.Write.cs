using System.Text;
using System.Text.Json.Nodes;
using Slipway.Kubernetes.Connection;
using Slipway.Kubernetes.Errors;
using Slipway.Kubernetes.Objects;
using Slipway.Values;

namespace Slipway.Kubernetes;

public sealed partial class Cluster
{
    /// <summary>The field manager that we write as, in <c>metadata.managedFields</c>.</summary>
    public const string Manager = "slipway";

    private readonly WriteGuards _guards = new();

    /// <summary>
    /// Checks something before every write from now on, a lock for example; what it throws, the write throws.
    /// Leases are written without it, since they are what a lock is made of.
    /// </summary>
    /// <param name="check">The check.</param>
    /// <returns>Ends it when disposed.</returns>
    public IDisposable GuardWrites(Func<CancellationToken, Task> check) => _guards.Add(check);

    /// <summary>
    /// Server-side apply (KEP-555) as field manager <c>slipway</c>, unknown fields refused: creates the
    /// object or changes
    /// it so that it has what is applied, and no longer has what slipway applied before and does not apply
    /// now.
    /// </summary>
    /// <exception cref="ApplyConflictException">Fields belong to another manager.</exception>
    /// <exception cref="InvalidObjectException">The API server finds the object invalid.</exception>
    /// <exception cref="KindNotServedException">The cluster does not serve its kind.</exception>
    /// <exception cref="ApiException">The API server refused for another reason.</exception>
    public async Task<Applied> ApplyAsync(
        KubeObject obj,
        ApplyOptions options,
        CancellationToken cancellation
    )
    {
        var kind = await KindAsync(obj.ApiVersion, obj.Kind, cancellation).ConfigureAwait(false);
        if (!options.DryRun)
            await _guards.CheckAsync(obj.Kind, cancellation).ConfigureAwait(false);
        var query =
            $"?fieldManager={Manager}&fieldValidation=Strict"
            + (options.Force ? "&force=true" : "")
            + (options.DryRun ? "&dryRun=All" : "");
        var answer = await _api.AskAsync(
                new ApiRequest(HttpMethod.Patch, PathOf(obj, kind) + query, $"apply {ObjectKey.Of(obj)}")
                {
                    Body = Encoding.UTF8.GetBytes(obj.ToString()),
                    // JSON is YAML; the type with +json came only with Kubernetes 1.32.
                    BodyType = "application/apply-patch+yaml",
                    Bulk = true,
                },
                cancellation
            )
            .ConfigureAwait(false);
        return new Applied(answer.Read(kind.ItemOf), answer.Code == 201);
    }

    /// <summary>Creates an object.</summary>
    /// <exception cref="ApiException">The API server refused; <c>AlreadyExists</c> when someone else created
    /// it.</exception>
    public async Task<KubeObject> CreateAsync(KubeObject obj, CancellationToken cancellation)
    {
        var kind = await KindAsync(obj.ApiVersion, obj.Kind, cancellation).ConfigureAwait(false);
        await _guards.CheckAsync(obj.Kind, cancellation).ConfigureAwait(false);
        var request = new ApiRequest(
            HttpMethod.Post,
            kind.Path(NamespaceOf(obj, kind)) + $"?fieldManager={Manager}",
            $"create {ObjectKey.Of(obj)}"
        )
        {
            Body = Encoding.UTF8.GetBytes(obj.ToString()),
        };
        return await WrittenAsync(obj, kind, request, cancellation).ConfigureAwait(false);
    }

    /// <summary>
    /// Replaces an object, if it still has the resourceVersion that is in <paramref name="obj"/>.
    /// </summary>
    /// <param name="obj">The object as it shall be.</param>
    /// <param name="cancellation">Cancels the operation.</param>
    /// <param name="patience">How long transient faults are retried; null for as long as usual.</param>
    /// <exception cref="ApiException">The API server refused; <c>Conflict</c> when someone else changed it
    /// meanwhile.</exception>
    public async Task<KubeObject> ReplaceAsync(
        KubeObject obj,
        CancellationToken cancellation,
        TimeSpan? patience = null
    )
    {
        var kind = await KindAsync(obj.ApiVersion, obj.Kind, cancellation).ConfigureAwait(false);
        await _guards.CheckAsync(obj.Kind, cancellation).ConfigureAwait(false);
        var request = new ApiRequest(
            HttpMethod.Put,
            PathOf(obj, kind) + $"?fieldManager={Manager}",
            $"replace {ObjectKey.Of(obj)}"
        )
        {
            Body = Encoding.UTF8.GetBytes(obj.ToString()),
            Patience = patience,
        };
        return await WrittenAsync(obj, kind, request, cancellation).ConfigureAwait(false);
    }

    /// <summary>Changes fields by a JSON merge patch (RFC 7396), of the object or of a subresource.</summary>
    /// <exception cref="ApiException">The API server refused.</exception>
    public Task<KubeObject> MergePatchAsync(
        ObjectKey key,
        JsonObject patch,
        CancellationToken cancellation,
        string? subresource = null
    ) => PatchAsync(key, patch, "application/merge-patch+json", repeatable: true, subresource, cancellation);

    /// <summary>
    /// Changes fields by a JSON patch (RFC 6902). Sent once only, since its operations need not be
    /// repeatable.
    /// </summary>
    /// <exception cref="ApiException">The API server refused.</exception>
    public Task<KubeObject> JsonPatchAsync(
        ObjectKey key,
        JsonArray operations,
        CancellationToken cancellation,
        string? subresource = null
    ) =>
        PatchAsync(
            key,
            operations,
            "application/json-patch+json",
            repeatable: false,
            subresource,
            cancellation
        );

    /// <summary>Sets the desired number of pods of a workload through its scale subresource.</summary>
    /// <exception cref="ApiException">The API server refused.</exception>
    public Task ScaleAsync(ObjectKey workload, int replicas, CancellationToken cancellation) =>
        MergePatchAsync(
            workload,
            new JsonObject { ["spec"] = new JsonObject { ["replicas"] = replicas } },
            cancellation,
            "scale"
        );

    /// <summary>Deletes an object. An object that no longer exists is not an error.</summary>
    /// <returns>Whether there was one.</returns>
    /// <exception cref="ApiException">The API server refused; <c>Conflict</c> when a precondition does not
    /// hold.</exception>
    public async Task<bool> DeleteAsync(ObjectKey key, DeleteOptions options, CancellationToken cancellation)
    {
        var kind = await KindAsync(key.ApiVersion, key.Kind, cancellation).ConfigureAwait(false);
        await _guards.CheckAsync(key.Kind, cancellation).ConfigureAwait(false);
        var request = new ApiRequest(HttpMethod.Delete, kind.Path(key.Namespace, key.Name), $"delete {key}")
        {
            Body = Encoding.UTF8.GetBytes(options.ToJson().ToJsonString()),
        };
        var answer = await _api.TryAsync(request, cancellation).ConfigureAwait(false);
        if (answer.Code == 404)
            return answer.Unclear;
        return answer.IsSuccess ? true : throw _api.Refusal(answer.Status(), request.Words);
    }

    private async Task<KubeObject> PatchAsync(
        ObjectKey key,
        JsonNode patch,
        string type,
        bool repeatable,
        string? subresource,
        CancellationToken cancellation
    )
    {
        var kind = await KindAsync(key.ApiVersion, key.Kind, cancellation).ConfigureAwait(false);
        await _guards.CheckAsync(key.Kind, cancellation).ConfigureAwait(false);
        var answer = await _api.AskAsync(
                new ApiRequest(
                    HttpMethod.Patch,
                    kind.Path(key.Namespace, key.Name, subresource) + $"?fieldManager={Manager}",
                    $"patch {key}"
                )
                {
                    Body = Encoding.UTF8.GetBytes(patch.ToJsonString()),
                    BodyType = type,
                    Repeatable = repeatable,
                },
                cancellation
            )
            .ConfigureAwait(false);
        return answer.Read(kind.ItemOf);
    }

    // After an answer that got lost, "already exists" and "was modified" may refer to our own write.
    private async Task<KubeObject> WrittenAsync(
        KubeObject obj,
        ResourceKind kind,
        ApiRequest request,
        CancellationToken cancellation
    )
    {
        var answer = await _api.TryAsync(request, cancellation).ConfigureAwait(false);
        if (answer.IsSuccess)
            return answer.Read(kind.ItemOf);
        if (
            answer is { Unclear: true, Code: 409 }
            && await GetAsync(ObjectKey.Of(obj), cancellation).ConfigureAwait(false) is { } live
            && JsonSubset.Covers(live.Json, obj.Json)
        )
            return live;
        throw _api.Refusal(answer.Status(), request.Words);
    }

    private static string PathOf(KubeObject obj, ResourceKind kind) =>
        kind.Path(NamespaceOf(obj, kind), obj.Name);

    private static string? NamespaceOf(KubeObject obj, ResourceKind kind) =>
        kind.Namespaced
            ? obj.Namespace
                ?? throw new ArgumentException(
                    $"{obj.Display} is namespaced, but sets no namespace.",
                    nameof(obj)
                )
            : null;
}
