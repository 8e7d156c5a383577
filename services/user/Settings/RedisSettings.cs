using Microsoft.Extensions.Options;
using StackExchange.Redis;

namespace User.Settings;

/// <summary>Where sessions are kept.</summary>
internal sealed class RedisSettings
{
    /// <summary>As StackExchange.Redis reads it; empty for in memory. It may hold a password.</summary>
    public string ConnectionString { get; init; } = "";

    /// <summary>The configuration with the limit for one call.</summary>
    public ConfigurationOptions Within(TimeSpan timeout)
    {
        var options = ConfigurationOptions.Parse(ConnectionString);
        options.AbortOnConnectFail = false;
        options.ConnectTimeout = options.SyncTimeout = options.AsyncTimeout = (int)timeout.TotalMilliseconds;
        return options;
    }

    /// <summary>Refuses a configuration that names no host. The text is not quoted in a message.</summary>
    internal sealed class Validation : IValidateOptions<RedisSettings>
    {
        public ValidateOptionsResult Validate(string? name, RedisSettings options)
        {
            if (options.ConnectionString.Length == 0)
                return ValidateOptionsResult.Success;
            try
            {
                return ConfigurationOptions.Parse(options.ConnectionString).EndPoints.Count > 0
                    ? ValidateOptionsResult.Success
                    : ValidateOptionsResult.Fail(
                        "Redis:ConnectionString must name a host, for example redis:6379."
                    );
            }
            catch (Exception e) when (e is ArgumentException or FormatException)
            {
                return ValidateOptionsResult.Fail(
                    "Redis:ConnectionString is not a Redis configuration, for example 'redis:6379,password=...'."
                );
            }
        }
    }
}
