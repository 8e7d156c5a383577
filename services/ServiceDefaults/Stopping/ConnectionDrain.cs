using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Hosting;

namespace ServiceDefaults.Stopping;

/// <summary>
/// Ends kept-alive connections with their next answer while the service stops: a client that reused one at the
/// moment when the server closes it would lose its request.
/// </summary>
internal sealed class ConnectionDrain(RequestDelegate next, IHostApplicationLifetime lifetime)
{
    public Task InvokeAsync(HttpContext context)
    {
        context.Response.OnStarting(() =>
        {
            if (lifetime.ApplicationStopping.IsCancellationRequested)
                context.Response.Headers.Connection = "close";
            return Task.CompletedTask;
        });
        return next(context);
    }
}
