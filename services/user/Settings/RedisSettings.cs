using Microsoft.Extensions.Options;
using StackExchange.Redis;

namespace User.Settings;

/// <summary>Storage of sessions.</summary>
internal sealed class RedisSettings
{
    /// <summary>In StackExchange.Redis's format; empty for in memory. May contain a password.</summary>
    public string ConnectionString { get; init; } = "";

    /// <summary>The configuration with the limit for one call.</summary>
    public ConfigurationOptions Within(TimeSpan timeout)
    {
        var options = ConfigurationOptions.Parse(ConnectionString);
        options.AbortOnConnectFail = false;
        options.ConnectTimeout = options.SyncTimeout = options.AsyncTimeout = (int)timeout.TotalMilliseconds;
        return options;
    }

    /// <summary>Rejects a configuration without a host. Messages do not quote it.</summary>
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
