using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Running;
using ServiceDefaults.Settings;

namespace ServiceDefaults.Tests;

/// <summary>A service with nothing but the defaults and endpoints that do what tests need.</summary>
internal static class SampleApp
{
    public const string Secret = "not for the world";

    private static readonly string[] Settings =
    [
        "Shutdown:FinishSeconds=20",
        "Faults:ErrorRate=0",
        "Faults:LatencyMilliseconds=0",
        "Faults:CrashAtStart=false",
    ];

    public static Task<RunningService> StartAsync(params string[] settings) =>
        RunningService.StartAsync(Create, [.. Settings, .. settings]);

    private static WebApplication Create(string[] args)
    {
        var builder = ServiceBuilder.Create(args);
        builder.AddServiceDefaults(new SettingsReader(builder.Configuration));
        var app = builder.Build();
        app.UseServiceDefaults("sample", "/things/{id}");
        app.MapGet("/things/{id}", (string id) => Results.Ok(id));
        app.MapPut("/things/{id}", (string id, Thing thing) => Results.Ok(thing.Size));
        app.MapGet("/boom", IResult () => throw new InvalidOperationException(Secret));
        return app;
    }

    internal sealed record Thing(int Size);
}
