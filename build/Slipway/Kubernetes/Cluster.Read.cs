using System.Text.Json;
using Slipway.Kubernetes.Connection;
using Slipway.Kubernetes.Errors;
using Slipway.Kubernetes.Objects;
using Slipway.Values;

namespace Slipway.Kubernetes;

public sealed partial class Cluster
{
    private const int Page = 500;
    private const long LongestList = 512 * BodyLimit.Mebibyte;

    // Half a million objects of one kind; more than that, and the list has no end.
    private const int MostPages = 1000;

    /// <summary>One object; null when there is none.</summary>
    /// <exception cref="KindNotServedException">The cluster does not serve its kind.</exception>
    /// <exception cref="ApiException">The API server refused.</exception>
    public async Task<KubeObject?> GetAsync(ObjectKey key, CancellationToken cancellation)
    {
        var kind = await KindAsync(key.ApiVersion, key.Kind, cancellation).ConfigureAwait(false);
        var request = new ApiRequest(HttpMethod.Get, kind.Path(key.Namespace, key.Name), $"get {key}");
        var answer = await _api.TryAsync(request, cancellation).ConfigureAwait(false);
        if (answer.Code == 404)
            return null;
        return answer.IsSuccess
            ? answer.Read(kind.ItemOf)
            : throw _api.Refusal(answer.Status(), request.Words);
    }

    /// <summary>The objects of a kind, all pages of them, as of one moment.</summary>
    /// <param name="apiVersion">For example <c>apps/v1</c>.</param>
    /// <param name="kind">For example <c>Deployment</c>.</param>
    /// <param name="ns">The namespace; null for all of them.</param>
    /// <param name="selector">Which objects; null for all.</param>
    /// <param name="cancellation">Cancels the operation.</param>
    /// <exception cref="KindNotServedException">The cluster does not serve this kind.</exception>
    /// <exception cref="ApiException">The API server refused.</exception>
    public async Task<ObjectList> ListAsync(
        string apiVersion,
        string kind,
        string? ns,
        ObjectSelector? selector,
        CancellationToken cancellation
    ) =>
        await ListAsync(
                await KindAsync(apiVersion, kind, cancellation).ConfigureAwait(false),
                ns,
                selector,
                cancellation
            )
            .ConfigureAwait(false);

    /// <summary>
    /// The same without what the objects hold besides their metadata (PartialObjectMetadataList of meta.k8s.io/v1): for many
    /// or large objects.
    /// </summary>
    /// <inheritdoc cref="ListAsync(string, string, string?, ObjectSelector?, CancellationToken)"/>
    public async Task<ObjectList> ListMetadataAsync(
        string apiVersion,
        string kind,
        string? ns,
        ObjectSelector? selector,
        CancellationToken cancellation
    ) =>
        await ListAsync(
                await KindAsync(apiVersion, kind, cancellation).ConfigureAwait(false),
                ns,
                selector,
                cancellation,
                "application/json;as=PartialObjectMetadataList;g=meta.k8s.io;v=v1"
            )
            .ConfigureAwait(false);

    internal async Task<ObjectList> ListAsync(
        ResourceKind kind,
        string? ns,
        ObjectSelector? selector,
        CancellationToken cancellation,
        string accept = "application/json"
    )
    {
        var items = new List<KubeObject>();
        var next = "";
        var (size, received) = (Page, 0L);
        for (var page = 0; page < MostPages; page++)
        {
            var query =
                (selector?.Query() ?? "")
                + (next.Length == 0 ? "" : $"&continue={Uri.EscapeDataString(next)}");
            var request = new ApiRequest(
                HttpMethod.Get,
                $"{kind.Path(ns)}?limit={size}{query}",
                $"list {kind.In(ns)}"
            )
            {
                Accept = accept,
            };
            ApiResponse answer;
            try
            {
                answer = await _api.TryAsync(request, cancellation).ConfigureAwait(false);
            }
            catch (BodyTooLongException) when (size > 1)
            {
                // Objects may be large; one alone never is too long.
                size = Math.Max(1, size / 10);
                continue;
            }
            if ((received += answer.Body.Length) > LongestList)
                throw _api.Limit(request.Words, LongestList).Exceeded();
            if (answer.Code == 410 && next.Length > 0)
            {
                // The continue token expired; list again.
                items.Clear();
                next = "";
                continue;
            }
            if (!answer.IsSuccess)
                throw _api.Refusal(answer.Status(), request.Words);
            (next, var version) = answer.Read(list => ReadPage(kind, list, items));
            if (next.Length == 0)
                return new ObjectList(items, version);
        }
        throw new UnexpectedAnswerException(Address, $"list {kind.In(ns)}", "the list never ends.");
    }

    private static (string Next, string Version) ReadPage(
        ResourceKind kind,
        JsonElement list,
        List<KubeObject> items
    )
    {
        var metadata = list.Field("metadata");
        // An empty list may be null.
        if (
            metadata.ValueKind != JsonValueKind.Object
            || list.Field("items").ValueKind is not (JsonValueKind.Array or JsonValueKind.Null)
        )
            throw new FormatException("it is not a list of objects.");
        items.AddRange(list.Items("items").Select(kind.ItemOf));
        return (metadata.Text("continue") ?? "", metadata.Text("resourceVersion") ?? "");
    }
}
