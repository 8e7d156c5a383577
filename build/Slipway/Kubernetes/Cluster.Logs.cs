using System.Runtime.CompilerServices;
using Slipway.Kubernetes.Errors;
using Slipway.Values;

namespace Slipway.Kubernetes;

public sealed partial class Cluster
{
    /// <summary>
    /// The lines of a container's log, as they come; none where the container has not run, or the pod no longer exists. One
    /// try: where the connection breaks, the caller knows how far it came.
    /// </summary>
    /// <param name="ns">The pod's namespace.</param>
    /// <param name="pod">The pod.</param>
    /// <param name="container">The container.</param>
    /// <param name="range">What is read of it.</param>
    /// <param name="cancellation">Stops reading.</param>
    /// <exception cref="ApiException">The API server refused.</exception>
    /// <exception cref="ClusterUnreachableException">The API server does not answer, or the connection broke.</exception>
    public async IAsyncEnumerable<TimedLine> ReadLogAsync(
        string ns,
        string pod,
        string container,
        LogRange range,
        [EnumeratorCancellation] CancellationToken cancellation
    )
    {
        var request = LogRequest(ns, pod, container, range.Query);
        using var response = await OpenAsync(request, cancellation).ConfigureAwait(false);
        if (!response.IsSuccessStatusCode)
        {
            // 400: the container waits to start, or never ran before. 404: the pod no longer exists.
            if ((int)response.StatusCode is 400 or 404)
                yield break;
            var body = await _api.ReadAsync(response, request, cancellation).ConfigureAwait(false);
            throw _api.Refusal(ApiStatus.Parse((int)response.StatusCode, body), request.Words);
        }
        using var reader = new StreamReader(
            await response.Content.ReadAsStreamAsync(cancellation).ConfigureAwait(false)
        );
        var lines = new BoundedLines(reader);
        while (await NextAsync(lines, cancellation).ConfigureAwait(false) is { } line)
        {
            // What has no time was not written by the container: the kubelet says that its log is gone.
            if (TimedLine.Parse(line) is { } timed)
                yield return timed;
        }
    }

    private async Task<string?> NextAsync(BoundedLines lines, CancellationToken cancellation)
    {
        try
        {
            return await lines.ReadAsync(cancellation).ConfigureAwait(false);
        }
        catch (Exception e) when (e is HttpRequestException or IOException)
        {
            throw new ClusterUnreachableException(Address, e.Message);
        }
    }
}
