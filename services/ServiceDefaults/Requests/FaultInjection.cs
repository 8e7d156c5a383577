using Microsoft.AspNetCore.Http;
using ServiceDefaults.Settings;

namespace ServiceDefaults.Requests;

/// <summary>Delays and fails requests as <see cref="FaultSettings"/> say.</summary>
internal sealed class FaultInjection(
    RequestDelegate next,
    FaultSettings faults,
    TimeProvider time,
    Random random
)
{
    public async Task InvokeAsync(HttpContext context)
    {
        if (context.GetEndpoint().IsOperational())
        {
            await next(context);
            return;
        }

        await Task.Delay(faults.Latency, time, context.RequestAborted);
        if (random.NextDouble() < faults.ErrorRate)
            context.Response.StatusCode = StatusCodes.Status500InternalServerError;
        else
            await next(context);
    }
}
