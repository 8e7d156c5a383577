namespace User.Storage;

/// <summary>Warns at startup that data is kept in memory only.</summary>
internal sealed class MemoryNotice(string what, string setting, ILogger<MemoryNotice> log) : IHostedService
{
    public Task StartAsync(CancellationToken cancellation)
    {
        log.LogWarning(
            "{Setting} is empty: {What} are kept in memory, lost on exit and not shared between replicas",
            what,
            setting
        );
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellation) => Task.CompletedTask;
}
