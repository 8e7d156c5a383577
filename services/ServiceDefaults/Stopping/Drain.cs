using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using ServiceDefaults.Settings;

namespace ServiceDefaults.Stopping;

/// <summary>
/// Keeps the listener open for a while after SIGTERM. Load balancers learn only from a failed readiness probe
/// or from the pod's deletion that they must not send here any more; what they send until then is served.
/// </summary>
internal sealed class Drain(ServiceSettings settings, TimeProvider time, ILogger<Drain> log)
    : IHostedLifecycleService
{
    /// <summary>Runs before the server is stopped.</summary>
    public async Task StoppingAsync(CancellationToken cancellation)
    {
        log.LogInformation(
            "Stopping: requests are served for {DrainSeconds} s more",
            settings.Drain.TotalSeconds
        );
        await Task.Delay(settings.Drain, time, cancellation);
    }

    public Task StartingAsync(CancellationToken cancellation) => Task.CompletedTask;

    public Task StartAsync(CancellationToken cancellation) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellation) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellation) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellation) => Task.CompletedTask;

    /// <summary>
    /// Ends kept-alive connections with their next answer: a client that reused one at the moment when the
    /// server closes it would lose its request.
    /// </summary>
    public static Task EndConnections(
        HttpContext context,
        RequestDelegate next,
        IHostApplicationLifetime lifetime
    )
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
