using System.Collections.Concurrent;
using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Slipway.Tests.SupplyChain;

namespace Slipway.Tests.Images;

/// <summary>
/// Stands before a real registry, passes everything on, and misbehaves where a test says so.
/// </summary>
internal sealed class RegistryFront : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly HttpClient _http = new(
        new SocketsHttpHandler { AllowAutoRedirect = false, UseProxy = false }
    );
    private readonly string _backend;

    private RegistryFront(WebApplication app, string backend) => (_app, _backend) = (app, backend);

    /// <summary>Answers a request itself and returns true, or lets it pass.</summary>
    public Func<HttpContext, Task<bool>> Intercept { get; set; } = _ => Task.FromResult(false);

    /// <summary>Method and path of everything that came.</summary>
    public ConcurrentQueue<string> Requests { get; } = new();

    public string Host =>
        new Uri(
            _app.Services.GetRequiredService<Microsoft.AspNetCore.Hosting.Server.IServer>()
                .Features.Get<IServerAddressesFeature>()!
                .Addresses.First()
        ).Authority;

    public static async Task<RegistryFront> StartAsync(string backend)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.Listen(IPAddress.Loopback, 0);
            kestrel.Limits.MaxRequestBodySize = null;
        });
        var app = builder.Build();
        var front = new RegistryFront(app, backend);
        app.Run(front.HandleAsync);
        await app.StartAsync();
        // Whoever may write to the registry may write through here.
        if (SomeRegistry.Logins.TryGetValue(backend, out var login))
            SomeRegistry.Logins[front.Host] = login;
        return front;
    }

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        _http.Dispose();
    }

    private async Task HandleAsync(HttpContext context)
    {
        Requests.Enqueue($"{context.Request.Method} {context.Request.Path}");
        if (!await Intercept(context))
            await PassOnAsync(context, context.Request.Body, context.Request.ContentLength);
    }

    /// <summary>Passes a request on to the registry.</summary>
    public async Task PassOnAsync(HttpContext context, Stream body, long? length)
    {
        var request = context.Request;
        using var message = new HttpRequestMessage(
            new HttpMethod(request.Method),
            $"http://{_backend}{request.Path}{request.QueryString}"
        );
        if (length > 0 || request.Method is "POST" or "PUT" or "PATCH")
            message.Content = new StreamContent(body);
        foreach (var (name, values) in request.Headers)
        {
            if (name is "Content-Length" or "Transfer-Encoding")
                continue;
            // Meant for the front, unless the registry behind it asks for a login of its own.
            if (name is "Authorization" && !SomeRegistry.Logins.ContainsKey(_backend))
                continue;
            if (!message.Headers.TryAddWithoutValidation(name, (IEnumerable<string?>)values))
                message.Content?.Headers.TryAddWithoutValidation(name, (IEnumerable<string?>)values);
        }
        if (message.Content is not null)
            message.Content.Headers.ContentLength = length ?? 0;
        using var response = await _http.SendAsync(
            message,
            HttpCompletionOption.ResponseHeadersRead,
            context.RequestAborted
        );
        context.Response.StatusCode = (int)response.StatusCode;
        foreach (var (name, values) in response.Headers.Concat(response.Content.Headers))
        {
            if (name is not "Transfer-Encoding")
                context.Response.Headers[name] = values.ToArray();
        }
        if (request.Method != "HEAD")
            await response.Content.CopyToAsync(context.Response.Body, context.RequestAborted);
    }
}
