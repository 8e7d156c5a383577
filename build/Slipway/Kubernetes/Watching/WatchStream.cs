using System.Text.Json;
using Slipway.Formats;
using Slipway.Kubernetes.Connection;
using Slipway.Kubernetes.Errors;
using Slipway.Kubernetes.Objects;
using Slipway.Values;

namespace Slipway.Kubernetes.Watching;

/// <summary>
/// One HTTP answer of a watch, read line by line. A stream that says nothing for too long counts as dead: the
/// server
/// sends bookmarks about once a minute, so silence means that the connection was lost without notice.
/// </summary>
internal sealed class WatchStream : IDisposable
{
    private readonly HttpResponseMessage _response;
    private readonly BoundedStream _body;
    private readonly StreamReader _reader;
    private readonly TimeProvider _time;

    private WatchStream(HttpResponseMessage response, BoundedStream body, TimeProvider time)
    {
        (_response, _body, _time) = (response, body, time);
        _reader = new StreamReader(body);
    }

    /// <summary>How long a watch may be silent.</summary>
    public static TimeSpan Stall { get; } = TimeSpan.FromSeconds(90);

    /// <summary>Opens a watch.</summary>
    /// <exception cref="ApiException">The server refused; code 410 when the moment is too old.</exception>
    /// <exception cref="HttpRequestException">The server could not be reached.</exception>
    public static async Task<WatchStream> OpenAsync(
        ApiConnection api,
        ResourceKind kind,
        string? ns,
        ObjectSelector? selector,
        string from,
        CancellationToken cancellation
    )
    {
        var query =
            "?watch=true&allowWatchBookmarks=true&timeoutSeconds=540"
            + $"&resourceVersion={Uri.EscapeDataString(from)}"
            + selector?.Query();
        var request = new ApiRequest(HttpMethod.Get, kind.Path(ns) + query, $"watch {kind.In(ns)}");
        var response = await api.OpenAsync(request, cancellation).ConfigureAwait(false);
        try
        {
            if (!response.IsSuccessStatusCode)
            {
                var body = await api.ReadAsync(response, request, cancellation).ConfigureAwait(false);
                throw api.Refusal(ApiStatus.Parse((int)response.StatusCode, body), request.Words);
            }
            var stream = await response.Content.ReadAsStreamAsync(cancellation).ConfigureAwait(false);
            var limit = api.Limit(request.Words, request.LongestAnswer);
            return new WatchStream(response, limit.Bound(stream), api.Time);
        }
        catch
        {
            response.Dispose();
            throw;
        }
    }

    /// <summary>Why the last line could not be read; null when it could.</summary>
    public string? Broken { get; private set; }

    /// <summary>The next line; null when the stream ended, was cut, or stayed silent for too long.</summary>
    /// <exception cref="BodyTooLongException">A line does not end.</exception>
    public async Task<WatchLine?> NextAsync(ResourceKind kind, CancellationToken cancellation)
    {
        _body.Restart();
        using var stall = new CancellationTokenSource(Stall, _time);
        using var linked = CancellationTokenSource.CreateLinkedTokenSource(stall.Token, cancellation);
        try
        {
            return await _reader.ReadLineAsync(linked.Token).ConfigureAwait(false) is { Length: > 0 } line
                ? WatchLine.Parse(line, kind)
                : null;
        }
        catch (Exception e) when (e is IOException or HttpRequestException)
        {
            cancellation.ThrowIfCancellationRequested();
            return null;
        }
        catch (FormatException e)
        {
            // Cut in the middle of a line: the next stream repeats it. If it does so again and again, it is not
            // an API server that answers.
            Broken = e.Message;
            return null;
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            return null;
        }
    }

    public void Dispose()
    {
        _reader.Dispose();
        _response.Dispose();
    }
}
