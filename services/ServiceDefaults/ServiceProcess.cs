using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Connections;
using Microsoft.Extensions.DependencyInjection;
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
                return Refuse("The setting Faults:CrashAtStart is on, so the service ends before it listens.");
            await app.RunAsync();
            return 0;
        }
        catch (InvalidSettingsException e)
        {
            return Refuse(e.Message);
        }
        catch (IOException e) when (e.InnerException is AddressInUseException)
        {
            return Refuse($"{e.Message} Look at the environment variables ASPNETCORE_URLS and ASPNETCORE_HTTP_PORTS.");
        }
    }

    private static int Refuse(string why)
    {
        Console.Error.WriteLine(why);
        return 1;
    }
}
