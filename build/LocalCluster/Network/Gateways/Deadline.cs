namespace LocalCluster.Network.Gateways;

/// <summary>A timeout combined with a caller's cancellation that knows which of the two fired.</summary>
internal sealed class Deadline : IDisposable
{
    private readonly CancellationTokenSource _clock;
    private readonly CancellationTokenSource _either;

    /// <param name="limit">The timeout; null or zero for none.</param>
    /// <param name="time">The clock.</param>
    /// <param name="outer">The caller's cancellation.</param>
    public Deadline(TimeSpan? limit, TimeProvider time, CancellationToken outer)
    {
        _clock =
            limit is { } given && given > TimeSpan.Zero
                ? new CancellationTokenSource(given, time)
                : new CancellationTokenSource();
        _either = CancellationTokenSource.CreateLinkedTokenSource(_clock.Token, outer);
    }

    public CancellationToken Token => _either.Token;

    /// <summary>Whether it timed out.</summary>
    public bool IsOver => _clock.IsCancellationRequested;

    public void Dispose()
    {
        _either.Dispose();
        _clock.Dispose();
    }
}
