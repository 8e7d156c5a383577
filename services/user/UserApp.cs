using ServiceDefaults;
using ServiceDefaults.Settings;
using User.Accounts;
using User.Sessions;
using User.Settings;
using User.Storage;

namespace User;

/// <summary>Keeps accounts and the sessions of their owners.</summary>
public static class UserApp
{
    /// <summary>The service, ready to run.</summary>
    public static WebApplication Create(string[] args)
    {
        var builder = WebApplication.CreateSlimBuilder(args);
        builder.AddServiceDefaults();
        builder.AddSettings<SessionSettings>("Sessions");
        builder.AddSettings<LockOutSettings>("LockOut");
        builder.AddStores();
        builder.Services.AddSingleton<LogIn>();
        builder.Services.AddSingleton<CurrentSession>();
        builder.Services.AddSingleton<PasswordChange>();
        builder.Services.AddExceptionHandler<StoreFailures>();

        var app = builder.Build();
        app.MapDefaultEndpoints();
        app.MapAccounts();
        app.MapSessions();
        return app;
    }
}
