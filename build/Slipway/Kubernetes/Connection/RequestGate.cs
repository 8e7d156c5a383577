namespace Slipway.Kubernetes.Connection;

/// <summary>Lets through as many requests at the same time as the API server bears, which their answers tell.</summary>
/// <param name="time">Measures how long an answer takes.</param>
internal sealed class RequestGate(TimeProvider time) : IDisposable
{
    private readonly SemaphoreSlim _free = new(ConcurrencyLimit.First);
    private readonly Lock _turn = new();
    private ConcurrencyLimit _limit = new();
    private TimeSpan _took;
    private int _answers;
    private int _surplus;
    private bool _throttled;

    /// <summary>Sends a request when its turn comes.</summary>
    /// <param name="send">Sends it once.</param>
    /// <param name="wasThrottled">Whether the server refused it as too many.</param>
    /// <param name="cancellation">Gives up waiting.</param>
    public async Task<T> RunAsync<T>(
        Func<Task<T>> send,
        Func<T, bool> wasThrottled,
        CancellationToken cancellation
    )
    {
        await _free.WaitAsync(cancellation).ConfigureAwait(false);
        var started = time.GetTimestamp();
        var throttled = false;
        try
        {
            var answer = await send().ConfigureAwait(false);
            throttled = wasThrottled(answer);
            return answer;
        }
        finally
        {
            var next = Next(time.GetElapsedTime(started), throttled);
            if (next > 0)
                _free.Release(next);
        }
    }

    /// <inheritdoc />
    public void Dispose() => _free.Dispose();

    // How many may start now: one for the one that ended, and what the limit has changed by.
    private int Next(TimeSpan took, bool throttled)
    {
        lock (_turn)
        {
            _took += took;
            _throttled |= throttled;
            // Each limit is judged by as many answers as it allows at once.
            if (++_answers >= _limit.Requests)
            {
                var before = _limit.Requests;
                _limit = _limit.After(_took / _answers, _throttled);
                _surplus += before - _limit.Requests;
                (_took, _answers, _throttled) = (TimeSpan.Zero, 0, false);
            }
            _surplus--;
            if (_surplus >= 0)
                return 0;
            var free = -_surplus;
            _surplus = 0;
            return free;
        }
    }
}
