using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using ServiceDefaults.Settings;

namespace ServiceDefaults.Stopping;

/// <summary>
/// Keeps the listener open for a while after SIGTERM. Load balancers stop sending only after a failed
/// readiness probe or the pod's deletion; requests that arrive until then are served.
/// </summary>
internal sealed class Drain(IOptions<ShutdownSettings> settings, TimeProvider time, ILogger<Drain> log)
    : IHostedLifecycleService
{
    /// <summary>Runs before the server is stopped.</summary>
    public async Task StoppingAsync(CancellationToken cancellationToken)
    {
        log.LogInformation(
            "Stopping: serving requests for another {DrainSeconds} s",
            settings.Value.DrainSeconds
        );
        await Task.Delay(settings.Value.Drain, time, cancellationToken);
    }

    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
