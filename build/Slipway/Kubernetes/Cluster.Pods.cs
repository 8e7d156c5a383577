using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;
using Slipway.Kubernetes.Connection;
using Slipway.Kubernetes.Errors;
using Slipway.Reporting;
using Slipway.Values;

namespace Slipway.Kubernetes;

public sealed partial class Cluster
{
    // Runtimes cut lines at 16 KiB, so that the last lines of a log are shorter.
    private const long LongestLog = BodyLimit.Mebibyte;
    private const long LongestPodAnswer = 4 * BodyLimit.Mebibyte;
    private const string LogGone = "unable to retrieve container logs for ";

    /// <summary>
    /// The last lines that a container wrote, without anything that a terminal or a CI host would obey.
    /// </summary>
    /// <param name="ns">The pod's namespace.</param>
    /// <param name="pod">The pod.</param>
    /// <param name="container">The container.</param>
    /// <param name="tailLines">How many lines at most.</param>
    /// <param name="previous">Whether the container's run before the present one is meant.</param>
    /// <param name="cancellation">Cancels the operation.</param>
    /// <returns>The lines; none where the container has not run, or the pod no longer exists.</returns>
    /// <exception cref="ApiException">The API server refused.</exception>
    public async Task<IReadOnlyList<string>> LogsAsync(
        string ns,
        string pod,
        string container,
        int tailLines,
        bool previous,
        CancellationToken cancellation
    )
    {
        var query =
            $"&tailLines={tailLines.ToString(CultureInfo.InvariantCulture)}"
            + $"&limitBytes={LongestLog.ToString(CultureInfo.InvariantCulture)}"
            + (previous ? "&previous=true" : "");
        var request = LogRequest(ns, pod, container, query) with { LongestAnswer = 2 * LongestLog };
        var answer = await _api.TryAsync(request, cancellation).ConfigureAwait(false);
        if (answer.IsSuccess)
        {
            var lines = VisibleText.Lines(Encoding.UTF8.GetString(answer.Body.Span));
            // The kubelet says with 200 that the runtime has removed the container.
            return lines is [var only] && only.StartsWith(LogGone, StringComparison.Ordinal)
                ? []
                : [.. lines.TakeLast(tailLines)];
        }
        // 400: the container waits to start, or never ran before. 404: the pod no longer exists.
        return answer.Code is 400 or 404 ? [] : throw _api.Refusal(answer.Status(), request.Words);
    }

    /// <summary>
    /// What a container writes from now on, line by line, until it ends; without anything that a terminal or a
    /// CI host would obey.
    /// </summary>
    /// <exception cref="ApiException">The API server refused.</exception>
    /// <exception cref="ClusterUnreachableException">The API server does not answer.</exception>
    public async IAsyncEnumerable<string> FollowLogsAsync(
        string ns,
        string pod,
        string container,
        int tailLines,
        [EnumeratorCancellation] CancellationToken cancellation
    )
    {
        var query = $"&follow=true&tailLines={tailLines.ToString(CultureInfo.InvariantCulture)}";
        var request = LogRequest(ns, pod, container, query);
        using var response = await OpenAsync(request, cancellation).ConfigureAwait(false);
        if (!response.IsSuccessStatusCode)
        {
            var body = await _api.ReadAsync(response, request, cancellation).ConfigureAwait(false);
            throw _api.Refusal(ApiStatus.Parse((int)response.StatusCode, body), request.Words);
        }
        using var reader = new StreamReader(
            await response.Content.ReadAsStreamAsync(cancellation).ConfigureAwait(false)
        );
        var lines = new BoundedLines(reader);
        while (await lines.ReadAsync(cancellation).ConfigureAwait(false) is { } line)
            yield return VisibleText.Line(line);
    }

    /// <summary>
    /// Sends a request to a pod through the API server. One attempt, since the caller wants to know how the
    /// pod does.
    /// </summary>
    /// <param name="ns">The pod's namespace.</param>
    /// <param name="pod">The pod.</param>
    /// <param name="port">The port's number or name.</param>
    /// <param name="path">Path and query.</param>
    /// <param name="cancellation">Cancels the operation.</param>
    /// <exception cref="AccessDeniedException">The <c>pods/proxy</c> subresource is not allowed.</exception>
    /// <exception cref="ClusterUnreachableException">The API server does not answer.</exception>
    public Task<ProxyResponse> GetThroughPodAsync(
        string ns,
        string pod,
        string port,
        string path,
        CancellationToken cancellation
    ) =>
        ThroughAsync(
            $"/api/v1/namespaces/{ns}/pods/{pod}:{port}/proxy/{path.TrimStart('/')}",
            $"pod {pod}",
            cancellation
        );

    /// <summary>
    /// Asks a service over HTTP, through the API server, which chooses one of its ready pods. One try.
    /// </summary>
    /// <param name="ns">The service's namespace.</param>
    /// <param name="service">The service.</param>
    /// <param name="port">The service's port, number or name.</param>
    /// <param name="path">Path and query.</param>
    /// <param name="cancellation">Cancels the operation.</param>
    /// <exception cref="AccessDeniedException">The <c>services/proxy</c> subresource is not allowed.</exception>
    /// <exception cref="ClusterUnreachableException">The API server does not answer.</exception>
    public Task<ProxyResponse> GetThroughServiceAsync(
        string ns,
        string service,
        string port,
        string path,
        CancellationToken cancellation
    ) =>
        ThroughAsync(
            $"/api/v1/namespaces/{ns}/services/{service}:{port}/proxy/{path.TrimStart('/')}",
            $"service {service}",
            cancellation
        );

    private async Task<ProxyResponse> ThroughAsync(string path, string whom, CancellationToken cancellation)
    {
        var request = new ApiRequest(HttpMethod.Get, path, $"query {whom} through the API server")
        {
            Accept = "*/*",
            LongestAnswer = LongestPodAnswer,
        };
        using var response = await OpenAsync(request, cancellation).ConfigureAwait(false);
        var body = await _api.ReadAsync(response, request, cancellation).ConfigureAwait(false);
        var status = ApiStatus.Parse((int)response.StatusCode, body);
        // The API server's own refusal is a Status object; a pod may well answer 403 for reasons of its own.
        if (status is { Code: 401 or 403, Reason.Length: > 0 })
            throw _api.Refusal(status, request.Words);
        return new ProxyResponse((int)response.StatusCode, Encoding.UTF8.GetString(body));
    }

    private async Task<HttpResponseMessage> OpenAsync(ApiRequest request, CancellationToken cancellation)
    {
        try
        {
            return await _api.OpenAsync(request, cancellation).ConfigureAwait(false);
        }
        catch (Exception e) when (e is HttpRequestException or IOException)
        {
            throw new ClusterUnreachableException(Address, Faults.Words(e));
        }
    }

    private static ApiRequest LogRequest(string ns, string pod, string container, string query) =>
        new(
            HttpMethod.Get,
            $"/api/v1/namespaces/{ns}/pods/{pod}/log?container={Uri.EscapeDataString(container)}{query}",
            $"read the log of pod {pod} in namespace {ns}"
        )
        {
            Accept = "*/*",
        };
}
