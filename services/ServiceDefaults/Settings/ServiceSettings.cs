using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;

namespace ServiceDefaults.Settings;

/// <summary>The settings that every service has.</summary>
/// <param name="Drain">How long requests are still accepted after SIGTERM.</param>
/// <param name="Finish">How long requests in flight may take to finish after that.</param>
/// <param name="Faults">Faults for rehearsals.</param>
internal sealed record ServiceSettings(TimeSpan Drain, TimeSpan Finish, FaultSettings Faults)
{
    private const string LogLevels = "Logging:LogLevel";

    public static ServiceSettings Read(SettingsReader settings, IConfiguration configuration)
    {
        foreach (var level in configuration.GetSection(LogLevels).GetChildren())
            settings.OneOf<LogLevel>(level.Path);
        return new ServiceSettings(
            settings.Seconds("Shutdown:DrainSeconds", 0, 300),
            settings.Seconds("Shutdown:FinishSeconds", 0, 300),
            FaultSettings.Read(settings)
        );
    }
}
