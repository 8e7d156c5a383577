using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using ServiceDefaults.Settings;

namespace ServiceDefaults.Stopping;

internal static class GracefulStopExtensions
{
    public static void AddGracefulStop(this WebApplicationBuilder builder)
    {
        builder.AddSettings<ShutdownSettings>("Shutdown");
        builder.Services.AddHostedService<Drain>();
        // The host reads its options before settings are validated, so IOptions cannot be used here.
        var shutdown = new ShutdownSettings();
        SettingsBinder.Bind(builder.Configuration.GetSection("Shutdown"), shutdown);
        builder.Services.Configure<HostOptions>(host =>
            host.ShutdownTimeout = shutdown.Drain + shutdown.Finish
        );
    }
}
