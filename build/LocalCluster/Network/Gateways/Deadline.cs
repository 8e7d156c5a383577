namespace LocalCluster.Network.Gateways;

/// <summary>Time that is up, or a caller that is gone: which of the two ended something.</summary>
internal sealed class Deadline : IDisposable
{
    private readonly CancellationTokenSource _clock;
    private readonly CancellationTokenSource _either;

    /// <param name="limit">How long; null or zero for any time.</param>
    /// <param name="time">The clock.</param>
    /// <param name="outer">What ends it besides.</param>
    public Deadline(TimeSpan? limit, TimeProvider time, CancellationToken outer)
    {
        _clock =
            limit is { } given && given > TimeSpan.Zero
                ? new CancellationTokenSource(given, time)
                : new CancellationTokenSource();
        _either = CancellationTokenSource.CreateLinkedTokenSource(_clock.Token, outer);
    }

    public CancellationToken Token => _either.Token;

    /// <summary>Whether the time is up.</summary>
    public bool IsOver => _clock.IsCancellationRequested;

    public void Dispose()
    {
        _either.Dispose();
        _clock.Dispose();
    }
}
