using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using ServiceDefaults.Settings;

namespace ServiceDefaults.Requests;

/// <summary>Delays and fails requests according to <see cref="FaultSettings"/>.</summary>
internal sealed class FaultInjection(
    RequestDelegate next,
    IOptions<FaultSettings> settings,
    TimeProvider time,
    Random random
)
{
    private readonly FaultSettings _faults = settings.Value;

    public async Task InvokeAsync(HttpContext context)
    {
        if (context.GetEndpoint().IsOperational())
        {
            await next(context);
            return;
        }

        if (_faults.Latency > TimeSpan.Zero)
            await Task.Delay(_faults.Latency, time, context.RequestAborted);
        if (random.NextDouble() < _faults.ErrorRate)
            context.Response.StatusCode = StatusCodes.Status500InternalServerError;
        else
            await next(context);
    }
}

internal static class FaultInjectionExtensions
{
    public static void AddFaultInjection(this WebApplicationBuilder builder)
    {
        builder.Services.TryAddSingleton(Random.Shared);
        builder
            .AddSettings<FaultSettings>("Faults")
            .Validate(
                faults => !faults.CrashAtStart,
                "Faults:CrashAtStart is on, so the service exits before it listens."
            );
    }
}
