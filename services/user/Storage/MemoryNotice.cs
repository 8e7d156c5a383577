using ServiceDefaults.Requests;

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

/// <summary>Says the same to those who ask whether the service is ready; it is.</summary>
internal sealed class MemoryReadiness(string what) : IReadinessCheck
{
    public Task<Readiness> CheckAsync(CancellationToken cancellation) =>
        Task.FromResult(new Readiness(true, $"{what}: in memory"));
}
