using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Options;
using MySqlConnector;
using OpenTelemetry.Metrics;
using OpenTelemetry.Trace;
using ServiceDefaults.Settings;
using User.Accounts;
using User.Sessions;
using User.Settings;
using User.Storage;

namespace User;

/// <summary>Stores accounts and sessions as the connection strings say; in memory without one.</summary>
internal static class Stores
{
    public static void AddStores(this WebApplicationBuilder builder)
    {
        builder.AddSettings<StorageSettings>("Storage");
        builder.AddSettings<MySqlSettings>("MySql");
        builder.AddSettings<RedisSettings>("Redis");
        builder.Services.AddSingleton<IValidateOptions<MySqlSettings>, MySqlSettings.Validation>();
        builder.Services.AddSingleton<IValidateOptions<RedisSettings>, RedisSettings.Validation>();

        if (builder.IsEmpty("MySql:ConnectionString"))
            builder.AddAccountsInMemory();
        else
            builder.AddMySql();

        if (builder.IsEmpty("Redis:ConnectionString"))
            builder.AddSessionsInMemory();
        else
            builder.AddRedis();
    }

    private static void AddMySql(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton(services => new MySqlDataSource(
            services
                .GetRequiredService<IOptions<MySqlSettings>>()
                .Value.Within(services.GetRequiredService<IOptions<StorageSettings>>().Value.Timeout)
        ));
        builder.Services.AddSingleton<MySqlDatabase>();
        builder.Services.AddSingleton<IAccountStore, MySqlAccounts>();
        builder.Services.AddHostedService<SchemaUpgrade>();
        builder.Services.AddHealthChecks().AddCheck<MySqlHealthCheck>("accounts");
        builder
            .Services.AddOpenTelemetry()
            .WithMetrics(metrics => metrics.AddMeter("MySqlConnector"))
            .WithTracing(traces => traces.AddSource("MySqlConnector"));
    }

    private static void AddRedis(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton<RedisConnection>();
        builder.Services.AddSingleton<ISessionStore, RedisSessions>();
        builder.Services.AddSingleton<ILoginAttempts, RedisAttempts>();
        builder.Services.AddHealthChecks().AddCheck<RedisHealthCheck>("sessions");
    }

    private static void AddAccountsInMemory(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton<IAccountStore, MemoryAccounts>();
        builder.AddMemoryNotice("accounts", "MySql:ConnectionString");
    }

    private static void AddSessionsInMemory(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton<ISessionStore, MemorySessions>();
        builder.Services.AddSingleton<ILoginAttempts, MemoryAttempts>();
        builder.AddMemoryNotice("sessions", "Redis:ConnectionString");
    }

    private static void AddMemoryNotice(this WebApplicationBuilder builder, string what, string setting)
    {
        builder.Services.AddHealthChecks().AddCheck(what, () => HealthCheckResult.Healthy("in memory"));
        builder.Services.AddSingleton<IHostedService>(services => new MemoryNotice(
            what,
            setting,
            services.GetRequiredService<ILogger<MemoryNotice>>()
        ));
    }

    private static bool IsEmpty(this WebApplicationBuilder builder, string key) =>
        string.IsNullOrWhiteSpace(builder.Configuration[key]);
}
