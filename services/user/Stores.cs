using ServiceDefaults.Requests;
using User.Accounts;
using User.Sessions;
using User.Storage;

namespace User;

/// <summary>Chooses where accounts and sessions are kept.</summary>
internal static class Stores
{
    public static void AddAccountStore(this IServiceCollection services, UserSettings settings)
    {
        if (settings.MySql is null)
        {
            services.AddSingleton<IAccountStore, MemoryAccounts>();
            services.AddMemoryNotice("accounts", "MySql:ConnectionString");
            return;
        }
        services.AddSingleton<MySqlDatabase>();
        services.AddSingleton<IAccountStore, MySqlAccounts>();
        services.AddSingleton<IReadinessCheck, MySqlReadiness>();
        services.AddHostedService<SchemaUpgrade>();
    }

    public static void AddSessionStore(this IServiceCollection services, UserSettings settings)
    {
        if (settings.Redis is null)
        {
            services.AddSingleton<ISessionStore, MemorySessions>();
            services.AddSingleton<ILoginAttempts, MemoryAttempts>();
            services.AddMemoryNotice("sessions", "Redis:ConnectionString");
            return;
        }
        services.AddSingleton<RedisConnection>();
        services.AddSingleton<ISessionStore, RedisSessions>();
        services.AddSingleton<ILoginAttempts, RedisAttempts>();
        services.AddSingleton<IReadinessCheck, RedisReadiness>();
    }

    private static void AddMemoryNotice(this IServiceCollection services, string what, string setting)
    {
        services.AddSingleton<IReadinessCheck>(new MemoryReadiness(what));
        services.AddHostedService(provider => new MemoryNotice(
            what,
            setting,
            provider.GetRequiredService<ILogger<MemoryNotice>>()
        ));
    }
}
