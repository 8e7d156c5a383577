using System.Collections.Concurrent;
using System.Net;
using System.Text.RegularExpressions;
using LocalCluster.Hosting;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Yarp.ReverseProxy.Forwarder;

namespace Slipway.Targets.Tests.Running;

/// <summary>An API server without controllers, and a proxy before it that notes every request.</summary>
public sealed class CountedCluster : IAsyncLifetime
{
    private readonly TemporaryFolder _folder = new();
    private readonly HttpMessageInvoker _server = new(
        new SocketsHttpHandler
        {
            UseProxy = false,
            SslOptions = { RemoteCertificateValidationCallback = (_, _, _, _) => true },
        }
    );
    private ClusterHost? _host;
    private WebApplication? _proxy;

    /// <summary>What was asked, one line each: <c>GET /version</c>.</summary>
    public ConcurrentQueue<string> Requests { get; } = new();

    /// <summary>A kubeconfig that leads through the proxy, with the one context <c>near</c>.</summary>
    public string Kubeconfig =>
        Running.Kubeconfig.For(
            _proxy!.Urls.Single(),
            Regex.Match(File.ReadAllText(_host!.Kubeconfig), @"token: (\S+)").Groups[1].Value
        );

    /// <summary>The file of a kubeconfig that leads past the proxy, over TLS, as kubectl demands of a token.</summary>
    public string DirectKubeconfig => _host!.Kubeconfig;

    public async ValueTask InitializeAsync()
    {
        _host = await ClusterHost.StartAsync(
            new ClusterOptions(_folder.Path) { Runtime = RuntimeChoice.None, Durable = false }
        );
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.Services.AddHttpForwarder();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        _proxy = builder.Build();
        _proxy.Run(ForwardAsync);
        await _proxy.StartAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (_proxy is not null)
            await _proxy.DisposeAsync();
        if (_host is not null)
            await _host.DisposeAsync();
        _server.Dispose();
        _folder.Dispose();
    }

    private async Task ForwardAsync(HttpContext context)
    {
        Requests.Enqueue($"{context.Request.Method} {context.Request.Path}{context.Request.QueryString}");
        var forwarder = context.RequestServices.GetRequiredService<IHttpForwarder>();
        await forwarder.SendAsync(context, $"{_host!.BaseUri}", _server);
    }
}
