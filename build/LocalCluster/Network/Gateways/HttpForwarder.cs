using System.Net;
using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Yarp.ReverseProxy.Forwarder;

namespace LocalCluster.Network.Gateways;

/// <summary>
/// Forwards a request to one of a backend's endpoints, or to the next if it refuses the connection, and
/// streams the response back; YARP does the forwarding.
/// </summary>
internal sealed class HttpForwarder(TimeProvider time) : IDisposable
{
    // Servers close idle connections after five seconds or more, so a shorter limit never hits a closed one.
    private readonly HttpMessageInvoker _client = new(
        new FlushedRequests(
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

    private readonly ServiceProvider _services = new ServiceCollection()
        .AddLogging()
        .AddHttpForwarder()
        .BuildServiceProvider();

    public async Task ForwardAsync(HttpContext context, RouteEntry entry, Backend backend)
    {
        using var whole = new Deadline(entry.Rule.RequestTimeout, time, context.RequestAborted);
        using var part = new Deadline(entry.Rule.BackendTimeout, time, whole.Token);
        var config = Config(backend.Endpoints!.SpeakHttp2 && !PassedRequest.Upgrades(context));
        PassedRequest.ChangeHeaders(context, entry, backend);
        var endpoints = backend.Endpoints.Next();
        foreach (var endpoint in endpoints)
        {
            var transformer = new BackendTransformer(entry, backend, endpoint);
            var error = await _services
                .GetRequiredService<IHttpForwarder>()
                .SendAsync(context, $"http://{endpoint}", _client, config, transformer, part.Token);
            if (error == ForwarderError.None || context.RequestAborted.IsCancellationRequested)
                return;
            if (whole.IsOver || part.IsOver)
            {
                await RefuseAsync(context, 504, $"{backend.Name} timed out.");
                return;
            }
            if (!IsRefusedConnection(context))
            {
                await RefuseAsync(context, 502, $"{backend.Name} did not send a valid HTTP response.");
                return;
            }
            // It stopped before its Service was updated.
            context.Response.Clear();
        }
        await (
            endpoints.Count == 0
                ? RefuseAsync(context, 503, $"{backend.Name} has no ready endpoint.")
                : RefuseAsync(context, 503, $"No endpoint of {backend.Name} accepts connections.")
        );
    }

    public void Dispose()
    {
        _client.Dispose();
        _services.Dispose();
    }

    /// <summary>
    /// Responds itself; if a response has already started, aborts the connection so that the caller sees it.
    /// </summary>
    public static async Task RefuseAsync(HttpContext context, int code, string why)
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

    /// <summary>Whether nothing was sent yet, so that another endpoint may be tried.</summary>
    private static bool IsRefusedConnection(HttpContext context) =>
        context.Features.Get<IForwarderErrorFeature>()
            is {
                Error: ForwarderError.Request,
                Exception: HttpRequestException { HttpRequestError: HttpRequestError.ConnectionError }
            };

    private static ForwarderRequestConfig Config(bool http2) =>
        new()
        {
            // The route's timeouts apply instead.
            ActivityTimeout = Timeout.InfiniteTimeSpan,
            Version = http2 ? HttpVersion.Version20 : HttpVersion.Version11,
            VersionPolicy = HttpVersionPolicy.RequestVersionExact,
        };
}
