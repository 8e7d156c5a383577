using System.Net;
using System.Text;
using Microsoft.AspNetCore.Http;

namespace LocalCluster.Network.Gateways;

/// <summary>
/// Passes a request to one of a backend's endpoints, or to the next when it refuses the connection, and the
/// answer back as it comes.
/// </summary>
internal sealed class HttpForwarder(TimeProvider time) : IDisposable
{
    // Servers end idle connections after five seconds or more: one kept shorter is never found closed.
    private readonly Lazy<HttpMessageInvoker> _client = new(() =>
        new HttpMessageInvoker(
            new SocketsHttpHandler
            {
                ActivityHeadersPropagator = null,
                AllowAutoRedirect = false,
                AutomaticDecompression = DecompressionMethods.None,
                ConnectTimeout = TimeSpan.FromSeconds(10),
                EnableMultipleHttp2Connections = true,
                PooledConnectionIdleTimeout = TimeSpan.FromSeconds(2),
                RequestHeaderEncodingSelector = (_, _) => Encoding.Latin1,
                ResponseHeaderEncodingSelector = (_, _) => Encoding.Latin1,
                UseCookies = false,
                UseProxy = false,
            }
        )
    );

    public async Task Forward(HttpContext context, RouteEntry entry, Backend backend)
    {
        using var whole = new Deadline(entry.Rule.RequestTimeout, time, context.RequestAborted);
        using var part = new Deadline(entry.Rule.BackendTimeout, time, whole.Token);
        try
        {
            using var answer = await Send(context, entry, backend, part.Token);
            if (answer is not null)
                await AnswerCopy.Copy(context, answer, [entry.Rule.Filters, backend.Filters], part.Token);
        }
        catch (Exception) when (context.RequestAborted.IsCancellationRequested)
        {
            // Nobody is there any more to be told.
        }
        catch (OperationCanceledException) when (whole.IsOver || part.IsOver)
        {
            await Refuse(context, 504, $"{backend.Name} did not answer in time.");
        }
        catch (Exception e) when (e is HttpRequestException or IOException or OperationCanceledException)
        {
            await Refuse(context, 502, $"{backend.Name} did not answer as a web server does.");
        }
    }

    public void Dispose()
    {
        if (_client.IsValueCreated)
            _client.Value.Dispose();
    }

    /// <summary>
    /// Answers a request by ourselves; where the answer has begun already, the caller must see that it is
    /// cut.
    /// </summary>
    public static async Task Refuse(HttpContext context, int code, string why)
    {
        if (context.Response.HasStarted)
        {
            context.Abort();
            return;
        }
        context.Response.Clear();
        context.Response.StatusCode = code;
        context.Response.ContentType = "text/plain; charset=utf-8";
        await context.Response.WriteAsync(why + "\n");
    }

    /// <summary>The answer; null where the caller was told already that there is none.</summary>
    private async Task<HttpResponseMessage?> Send(
        HttpContext context,
        RouteEntry entry,
        Backend backend,
        CancellationToken cancellation
    )
    {
        var endpoints = backend.Endpoints!.Next();
        foreach (var endpoint in endpoints)
        {
            var body = BackendRequest.Body(context, cancellation);
            var request = BackendRequest.Create(context, entry, backend, endpoint, body);
            try
            {
                return await _client.Value.SendAsync(request, cancellation);
            }
            catch (HttpRequestException e)
                when (e.HttpRequestError == HttpRequestError.ConnectionError && body?.IsStarted != true)
            {
                // It went away before its Service heard of it.
            }
        }
        await (
            endpoints.Count == 0
                ? Refuse(context, 503, $"{backend.Name} has no ready endpoint.")
                : Refuse(context, 503, $"No endpoint of {backend.Name} takes connections.")
        );
        return null;
    }
}
