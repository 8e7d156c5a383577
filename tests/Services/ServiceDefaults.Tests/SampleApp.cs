using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Running;

namespace ServiceDefaults.Tests;

/// <summary>A service with nothing but the defaults and endpoints that do what tests need.</summary>
internal static class SampleApp
{
    public const string Secret = "not for the world";

    public static Task<RunningService> StartAsync(params string[] settings) => StartAsync(_ => { }, settings);

    /// <summary>One that adds something of its own.</summary>
    public static Task<RunningService> StartAsync(Action<IServiceCollection> add, params string[] settings) =>
        RunningService.StartAsync(args => Create(args, add), ["applicationName=sample", .. settings]);

    private static WebApplication Create(string[] args, Action<IServiceCollection> add)
    {
        var builder = WebApplication.CreateSlimBuilder(args);
        builder.AddServiceDefaults();
        add(builder.Services);
        var app = builder.Build();
        app.MapDefaultEndpoints();
        app.MapGet("/things/{id}", (string id) => Results.Ok(id));
        app.MapPut("/things/{id}", (string id, Thing thing) => Results.Ok(thing.Size));
        app.MapGet("/boom", IResult () => throw new InvalidOperationException(Secret));
        return app;
    }

    internal sealed record Thing(int Size);
}
