using System.Data.Common;
using MySql.Data.MySqlClient;
using ServiceDefaults.Settings;
using StackExchange.Redis;

namespace User;

/// <summary>The settings of user alone.</summary>
/// <param name="MySql">Where accounts are kept; null for in memory.</param>
/// <param name="Redis">Where sessions are kept; null for in memory.</param>
/// <param name="StorageTimeout">How long either may take for one call, repetitions included.</param>
/// <param name="SessionLifetime">From a login to the end of its session.</param>
/// <param name="LockOut">When guessing of passwords is stopped.</param>
public sealed record UserSettings(
    string? MySql,
    ConfigurationOptions? Redis,
    TimeSpan StorageTimeout,
    TimeSpan SessionLifetime,
    LockOut LockOut
)
{
    /// <summary>For logs: without the connection strings, which hold passwords.</summary>
    public override string ToString() =>
        $"accounts {(MySql is null ? "in memory" : "in MySQL")}, "
        + $"sessions {(Redis is null ? "in memory" : "in Redis")}, at most {StorageTimeout} for one call, "
        + $"sessions for {SessionLifetime}, {LockOut}";

    /// <summary>Reads them.</summary>
    public static UserSettings Read(SettingsReader settings)
    {
        var timeout = settings.Milliseconds("Storage:TimeoutMilliseconds", 100, 20_000);
        return new UserSettings(
            MySqlOf(settings, "MySql:ConnectionString", timeout),
            RedisOf(settings, "Redis:ConnectionString", timeout),
            timeout,
            TimeSpan.FromMinutes(settings.Number("Sessions:LifetimeMinutes", 1, 525_600)),
            new LockOut(
                (int)settings.Number("LockOut:Failures", 1, 1000),
                TimeSpan.FromMinutes(settings.Number("LockOut:Minutes", 0.01, 1440))
            )
        );
    }

    private static string? MySqlOf(SettingsReader settings, string key, TimeSpan timeout)
    {
        if (settings.Secret(key) is not { } text)
            return null;
        try
        {
            var seconds = (uint)Math.Ceiling(timeout.TotalSeconds);
            var parsed = new MySqlConnectionStringBuilder(text)
            {
                ConnectionTimeout = seconds,
                DefaultCommandTimeout = seconds,
            };
            if (parsed.Server.Length > 0 && parsed.Database.Length > 0)
                return parsed.ConnectionString;
            settings.Mistake($"{key} must name a Server and a Database.");
        }
        catch (Exception e) when (e is ArgumentException or FormatException or DbException)
        {
            // The reason could quote the password.
            settings.Mistake($"{key} is no connection string of MySQL.");
        }
        return null;
    }

    private static ConfigurationOptions? RedisOf(SettingsReader settings, string key, TimeSpan timeout)
    {
        if (settings.Secret(key) is not { } text)
            return null;
        try
        {
            var parsed = ConfigurationOptions.Parse(text);
            parsed.AbortOnConnectFail = false;
            parsed.ConnectTimeout = parsed.SyncTimeout = (int)timeout.TotalMilliseconds;
            if (parsed.EndPoints.Count > 0)
                return parsed;
            settings.Mistake($"{key} must name a host, for example redis:6379.");
        }
        catch (Exception e) when (e is ArgumentException or FormatException)
        {
            settings.Mistake($"{key} is no configuration of Redis.");
        }
        return null;
    }
}

/// <summary>When guessing of passwords is stopped.</summary>
/// <param name="Failures">How many wrong passwords an e-mail address may see.</param>
/// <param name="Period">For how long they are counted, from the first on.</param>
public sealed record LockOut(int Failures, TimeSpan Period);
