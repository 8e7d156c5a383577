using ServiceDefaults;
using ServiceDefaults.Settings;
using User.Accounts;
using User.Sessions;
using User.Storage;

namespace User;

/// <summary>Keeps accounts and the sessions of their owners.</summary>
public static class UserApp
{
    /// <summary>The service, ready to run.</summary>
    /// <exception cref="InvalidSettingsException">Settings are missing or wrong.</exception>
    public static WebApplication Create(string[] args)
    {
        var builder = ServiceBuilder.Create(args);
        var reader = new SettingsReader(builder.Configuration);
        var settings = UserSettings.Read(reader);
        builder.AddServiceDefaults(reader);
        builder.Services.AddSingleton(settings);
        builder.Services.AddSingleton<LogIn>();
        builder.Services.AddSingleton<CurrentSession>();
        builder.Services.AddSingleton<PasswordChange>();
        builder.Services.AddAccountStore(settings);
        builder.Services.AddSessionStore(settings);
        builder.Services.AddExceptionHandler<StoreFailures>();

        var app = builder.Build();
        app.UseServiceDefaults("user", "/users", "/users/{id}", "/sessions", "/sessions/current");
        app.MapAccounts();
        app.MapSessions();
        return app;
    }
}
