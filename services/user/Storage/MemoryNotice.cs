namespace User.Storage;

/// <summary>Says once, at the start, that something is kept in memory only.</summary>
internal sealed class MemoryNotice(string what, string setting, ILogger<MemoryNotice> log) : IHostedService
{
    public Task StartAsync(CancellationToken cancellation)
    {
        log.LogWarning(
            "{What} are in memory, gone with this process and unknown to other replicas: {Setting} is empty",
            what,
            setting
        );
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellation) => Task.CompletedTask;
}
