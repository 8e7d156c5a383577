namespace Slipway.Pipeline.ContainerTests;

/// <summary>
/// A continuous stream of requests, so that some are in flight when a container is told to stop. Each client
/// waits for its answer before it sends the next one, over a new connection.
/// </summary>
internal sealed class ContinuousTraffic : IDisposable
{
    private const int Clients = 8;
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(30);

    private readonly HealthProbe _probe;
    private readonly TaskCompletionSource _flowing = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Task<string?>[] _clients;
    private volatile bool _ceasing;

    private ContinuousTraffic(Uri address, string path, TimeProvider time, CancellationToken ct)
    {
        _probe = new HealthProbe(address, s_patience, time);
        _clients = [.. Enumerable.Range(0, Clients).Select(_ => AskOnAsync(path, ct))];
    }

    /// <summary>Starts; returns after the first answer, or when there is none.</summary>
    public static async Task<ContinuousTraffic> BeginAsync(
        Uri address,
        string path,
        TimeProvider time,
        CancellationToken ct
    )
    {
        var traffic = new ContinuousTraffic(address, path, time, ct);
        await Task.WhenAny(traffic._flowing.Task, Task.WhenAll(traffic._clients));
        return traffic;
    }

    /// <summary>Sends no more requests: each client waits for its last one.</summary>
    public void Cease() => _ceasing = true;

    /// <summary>What became of the last ones.</summary>
    public async Task<TrafficSummary> EndAsync()
    {
        var ends = await Task.WhenAll(_clients);
        return _flowing.Task.IsCompleted
            ? new TrafficSummary(ends.Length, [.. ends.OfType<string>()])
            : new TrafficSummary(0, []);
    }

    public void Dispose() => _probe.Dispose();

    private async Task<string?> AskOnAsync(string path, CancellationToken ct)
    {
        while (true)
        {
            if ((await _probe.AskAsync(path, ct)).Failure is { } failure)
                return failure;
            _flowing.TrySetResult();
            if (_ceasing)
                return null;
        }
    }
}
