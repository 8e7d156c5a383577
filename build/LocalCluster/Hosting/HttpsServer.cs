using LocalCluster.Api.Http.Messages;
using LocalCluster.Objects;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Https;

namespace LocalCluster.Hosting;

/// <summary>Kestrel alone, on the cluster's own loopback address.</summary>
internal static class HttpsServer
{
    /// <exception cref="ClusterStartException">The address is taken.</exception>
    public static async Task<WebApplication> StartAsync(
        ClusterInstance instance,
        RequestDelegate handler,
        CancellationToken cancellationToken
    )
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder
            .WebHost.UseKestrelCore()
            .UseKestrelHttpsConfiguration()
            .ConfigureKestrel(kestrel =>
            {
                kestrel.AddServerHeader = false;
                kestrel.Limits.MaxRequestBodySize = Bodies.MostBytes + 1;
                // Watches can be silent for a long time.
                kestrel.Limits.MinResponseDataRate = null;
                kestrel.Limits.Http2.MaxStreamsPerConnection = 1000;
                kestrel.Listen(instance.Addresses.Api, listen =>
                {
                    listen.Protocols = HttpProtocols.Http1AndHttp2;
                    listen.UseHttps(
                        new HttpsConnectionAdapterOptions { ServerCertificate = instance.Credentials.Server }
                    );
                });
            });
        var app = builder.Build();
        app.UseWebSockets();
        app.Run(handler);
        try
        {
            await app.StartAsync(cancellationToken);
            return app;
        }
        catch (IOException e) when (e.InnerException is AddressInUseException)
        {
            throw new ClusterStartException(
                $"Port 6443 of {instance.Addresses.Api.Address}, the address of this cluster, is in use."
            );
        }
    }
}
