using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Logging;

namespace Movie.Tests;

/// <summary>Stands in for another service: answers as a test wishes, keeps what it was asked.</summary>
internal sealed class Stub : IAsyncDisposable
{
    private readonly WebApplication _app;

    private Stub(WebApplication app) => _app = app;

    /// <summary>The requests as they came over the wire: target and <c>traceparent</c>.</summary>
    public ConcurrentQueue<(string Target, string? TraceParent)> Asked { get; } = new();

    public string Url => _app.Urls.Single();

    /// <summary>One that always gives the same answer.</summary>
    public static Task<Stub> AnsweringAsync(HttpStatusCode status, string body) =>
        WaitingAsync(Task.CompletedTask, status, body);

    /// <summary>One that keeps its answer until it is told.</summary>
    public static Task<Stub> WaitingAsync(Task go, HttpStatusCode status, string body) =>
        StartAsync(async context =>
        {
            await go.WaitAsync(context.RequestAborted);
            context.Response.StatusCode = (int)status;
            context.Response.ContentType = "application/json";
            await context.Response.WriteAsync(body, context.RequestAborted);
        });

    /// <summary>One that decides on each request, with the same body in all answers.</summary>
    public static Task<Stub> DecidingAsync(Func<HttpStatusCode> status, string body) =>
        StartAsync(async context =>
        {
            context.Response.StatusCode = (int)status();
            context.Response.ContentType = "application/json";
            await context.Response.WriteAsync(body, context.RequestAborted);
        });

    /// <summary>One that begins its answer and never ends it.</summary>
    public static Task<Stub> StallingAsync() =>
        StartAsync(async context =>
        {
            context.Response.ContentType = "application/json";
            await context.Response.WriteAsync("{", context.RequestAborted);
            await context.Response.Body.FlushAsync(context.RequestAborted);
            await Task.Delay(Timeout.Infinite, context.RequestAborted);
        });

    /// <summary>One that takes requests and never answers.</summary>
    public static Task<Stub> SilentAsync() =>
        StartAsync(context =>
        {
            var gone = new TaskCompletionSource();
            context.RequestAborted.Register(gone.SetResult);
            return gone.Task;
        });

    /// <summary>An address where nothing listens, and never will until the socket is disposed.</summary>
    public static Socket Absent(out string url)
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        url = $"http://{socket.LocalEndPoint}";
        return socket;
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private static async Task<Stub> StartAsync(RequestDelegate answer)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var app = builder.Build();
        var stub = new Stub(app);
        app.Run(context =>
        {
            var target = context.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget;
            stub.Asked.Enqueue((target, context.Request.Headers.TraceParent));
            return answer(context);
        });
        await app.StartAsync(TestContext.Current.CancellationToken);
        return stub;
    }
}
