using System.Net;
using LocalCluster.Resources;
using LocalCluster.Watching;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace LocalCluster.Registry;

/// <summary>
/// The embedded image registry (OCI distribution-spec 1.1) over plain HTTP on a loopback address. Every user
/// of this machine may read; who has its token may write.
/// </summary>
/// <param name="token">The token.</param>
internal sealed class RegistryServer(string token) : IClusterComponent
{
    public async Task RunAsync(
        IResources resources,
        ClusterContext context,
        CancellationToken cancellationToken
    )
    {
        await using var server = Build(
            context.Registry,
            new RegistryRouter(
                Path.Combine(context.Directory, "registry"),
                new RegistryTokens(token, context.Time),
                context.Log
            )
        );
        await server.StartAsync(cancellationToken);
        await Task.Delay(Timeout.Infinite, cancellationToken)
            .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await server.StopAsync(CancellationToken.None);
    }

    internal static WebApplication Build(IPEndPoint listen, RegistryRouter router)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder
            .WebHost.UseKestrelCore()
            .ConfigureKestrel(kestrel =>
            {
                kestrel.AddServerHeader = false;
                kestrel.Limits.MaxRequestBodySize = null;
                kestrel.Limits.MinRequestBodyDataRate = null;
                kestrel.Listen(listen);
            });
        builder.Services.Configure<Microsoft.Extensions.Hosting.HostOptions>(options =>
            options.ShutdownTimeout = TimeSpan.FromSeconds(2)
        );
        builder.Logging.ClearProviders();
        var server = builder.Build();
        server.Run(router.HandleAsync);
        return server;
    }
}
