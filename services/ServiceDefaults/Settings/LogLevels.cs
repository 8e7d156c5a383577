using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;

namespace ServiceDefaults.Settings;

/// <summary>The log levels by category, <c>Logging:LogLevel</c>.</summary>
internal static class LogLevels
{
    public const string Default = nameof(LogLevel.Information);

    /// <summary>Errors in them, by path.</summary>
    public static IReadOnlyDictionary<string, string> Mistakes(IConfiguration configuration)
    {
        var names = Enum.GetNames<LogLevel>();
        return configuration
            .GetSection("Logging:LogLevel")
            .GetChildren()
            .Where(level => !names.Contains(level.Value?.Trim(), StringComparer.OrdinalIgnoreCase))
            .ToDictionary(
                level => level.Path,
                level =>
                    $"{level.Path} is '{level.Value}', but must be one of {string.Join(", ", names)}. "
                    + SettingValue.WhereToLook(level.Path)
            );
    }
}
