using System.Net;
using System.Net.Security;
using System.Security.Authentication;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Https;

namespace LocalCluster.Network.Gateways;

/// <summary>Kestrel on one port, with a table of routes that may be changed at any time.</summary>
internal sealed class GatewayServer
{
    private static readonly TimeSpan s_drain = TimeSpan.FromSeconds(30);
    private readonly WebApplication _app;
    private volatile RoutingTable _table;

    private GatewayServer(IPEndPoint listen, bool tls, RoutingTable table, HttpForwarder forwarder)
    {
        (_table, IsTls) = (table, tls);
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder
            .WebHost.UseKestrelCore()
            .UseKestrelHttpsConfiguration()
            .ConfigureKestrel(kestrel =>
            {
                kestrel.AddServerHeader = false;
                // Size and speed limits are up to the backend.
                kestrel.Limits.MaxRequestBodySize = null;
                kestrel.Limits.MinRequestBodyDataRate = null;
                kestrel.Limits.MinResponseDataRate = null;
                kestrel.RequestHeaderEncodingSelector = _ => Encoding.Latin1;
                kestrel.ResponseHeaderEncodingSelector = _ => Encoding.Latin1;
                kestrel.Listen(listen, options => Configure(options, tls));
            });
        _app = builder.Build();
        _app.Run(new GatewayHandler(forwarder, () => _table).HandleAsync);
    }

    public bool IsTls { get; }

    /// <exception cref="IOException">The port is taken or not allowed.</exception>
    public static GatewayServer Start(
        IPEndPoint listen,
        bool tls,
        RoutingTable table,
        HttpForwarder forwarder
    )
    {
        var server = new GatewayServer(listen, tls, table, forwarder);
        server._app.StartAsync().GetAwaiter().GetResult();
        return server;
    }

    /// <summary>Changes the routes; requests in flight keep the old ones.</summary>
    public void Use(RoutingTable table) => _table = table;

    /// <summary>Stops accepting connections, and ends when the requests in flight have.</summary>
    public async Task StopAsync(CancellationToken hurry)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(hurry);
        limit.CancelAfter(s_drain);
        await _app.StopAsync(limit.Token);
        await _app.DisposeAsync();
    }

    private void Configure(ListenOptions options, bool tls)
    {
        options.Protocols = tls ? HttpProtocols.Http1AndHttp2 : HttpProtocols.Http1;
        if (!tls)
            return;
        options.UseHttps(
            new TlsHandshakeCallbackOptions
            {
                OnConnection = hello =>
                    new(
                        new SslServerAuthenticationOptions
                        {
                            ServerCertificateContext = _table.Certificate(hello.ClientHelloInfo.ServerName)
                                ?? throw new AuthenticationException(
                                    $"No listener serves '{hello.ClientHelloInfo.ServerName}'."
                                ),
                        }
                    ),
            }
        );
    }
}
