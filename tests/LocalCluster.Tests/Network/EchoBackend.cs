using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace LocalCluster.Tests.Network;

/// <summary>A web server in this process that tells what it was asked.</summary>
internal sealed class EchoBackend : IAsyncDisposable
{
    private readonly WebApplication _app;

    private EchoBackend(string name, bool http2)
    {
        Name = name;
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder
            .WebHost.UseKestrelCore()
            .ConfigureKestrel(kestrel =>
                kestrel.Listen(IPAddress.Loopback, 0, options =>
                    options.Protocols = http2 ? HttpProtocols.Http2 : HttpProtocols.Http1
                )
            );
        _app = builder.Build();
        _app.Run(Answer);
    }

    public string Name { get; }

    public int Port => new Uri(_app.Urls.Single()).Port;

    /// <summary>Ends the answers that wait: streams and slow ones.</summary>
    public TaskCompletionSource Go { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Set once a slow request is there.</summary>
    public TaskCompletionSource Waiting { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public static async Task<EchoBackend> Start(string name, bool http2 = false)
    {
        var backend = new EchoBackend(name, http2);
        await backend._app.StartAsync(TestContext.Current.CancellationToken);
        return backend;
    }

    public async ValueTask DisposeAsync()
    {
        Go.TrySetResult();
        await _app.StopAsync();
        await _app.DisposeAsync();
    }

    private async Task Answer(HttpContext context)
    {
        context.Response.Headers["X-Backend"] = Name;
        context.Response.Headers["X-Protocol"] = context.Request.Protocol;
        switch (context.Request.Path.Value)
        {
            case "/slow":
                Waiting.TrySetResult();
                await Go.Task.WaitAsync(context.RequestAborted);
                await context.Response.WriteAsync(Name);
                break;
            case "/stream":
                await context.Response.WriteAsync("first\n");
                await Go.Task.WaitAsync(context.RequestAborted);
                await context.Response.WriteAsync("second\n");
                break;
            case "/body":
                await context.Request.Body.CopyToAsync(context.Response.Body);
                break;
            case "/upgrade":
                await Upgrade(context);
                break;
            case "/trailers":
                await context.Response.WriteAsync("body");
                context.Response.AppendTrailer("grpc-status", "0");
                break;
            default:
                var target = context.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget;
                var headers = context
                    .Request.Headers.OrderBy(h => h.Key, StringComparer.OrdinalIgnoreCase)
                    .Select(h => $"{h.Key.ToLowerInvariant()}: {h.Value}\n");
                await context.Response.WriteAsync(
                    $"{Name} {context.Request.Method} {target}\n{string.Concat(headers)}"
                );
                break;
        }
    }

    /// <summary>Sends back what comes, over the protocol that was asked for.</summary>
    private static async Task Upgrade(HttpContext context)
    {
        context.Response.Headers.Upgrade = context.Request.Headers.Upgrade;
        await using var stream = await context
            .Features.GetRequiredFeature<IHttpUpgradeFeature>()
            .UpgradeAsync();
        var buffer = new byte[1024];
        int count;
        while ((count = await stream.ReadAsync(buffer)) > 0)
            await stream.WriteAsync(buffer.AsMemory(0, count));
    }
}
