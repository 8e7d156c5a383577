using System.Net.Sockets;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using ServiceDefaults.Settings;

namespace ServiceDefaults;

/// <summary>Runs a service as a process, until SIGTERM or SIGINT.</summary>
public static class ServiceProcess
{
    /// <returns>The exit code: 0 after a graceful stop, 1 when the service could not start.</returns>
    public static async Task<int> RunAsync(Func<WebApplication> create)
    {
        try
        {
            await using var app = create();
            if (app.Services.GetRequiredService<FaultSettings>().CrashAtStart)
                return Refuse("Faults:CrashAtStart is on, so the service ends before it listens.");
            if (!await ListenAsync(app))
                return 1;
            await app.WaitForShutdownAsync();
            return 0;
        }
        catch (InvalidSettingsException e)
        {
            return Refuse(e.Message);
        }
    }

    private static async Task<bool> ListenAsync(WebApplication app)
    {
        try
        {
            await app.StartAsync();
            return true;
        }
        catch (Exception e) when (e is IOException or SocketException)
        {
            Refuse($"The service cannot listen on {app.Configuration["urls"]}: {e.Message}");
            return false;
        }
    }

    private static int Refuse(string why)
    {
        Console.Error.WriteLine(why);
        return 1;
    }
}
