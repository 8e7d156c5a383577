namespace User.Storage;

/// <summary>Calls to a store, with a timeout and retries of transient failures.</summary>
/// <param name="store">Its name, for messages.</param>
/// <param name="timeout">For one call including retries.</param>
/// <param name="passes">Whether a failure is transient.</param>
/// <param name="time">The clock.</param>
internal sealed class StoreCalls(
    string store,
    TimeSpan timeout,
    Func<Exception, bool> passes,
    TimeProvider time
)
{
    private const int MostTries = 3;
    private static readonly TimeSpan s_pause = TimeSpan.FromMilliseconds(50);

    /// <summary>Makes an idempotent call, with retries.</summary>
    /// <exception cref="StoreUnavailableException">It timed out.</exception>
    public Task<T> RepeatAsync<T>(Func<CancellationToken, Task<T>> call, CancellationToken cancellation) =>
        RunAsync(call, MostTries, cancellation);

    /// <summary>Makes a call without retries.</summary>
    /// <exception cref="StoreUnavailableException">It timed out.</exception>
    public Task<T> OnceAsync<T>(Func<CancellationToken, Task<T>> call, CancellationToken cancellation) =>
        RunAsync(call, 1, cancellation);

    private async Task<T> RunAsync<T>(
        Func<CancellationToken, Task<T>> call,
        int tries,
        CancellationToken cancellation
    )
    {
        using var limit = new CancellationTokenSource(timeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellation, limit.Token);
        try
        {
            for (var attempt = 1; ; attempt++)
            {
                try
                {
                    // Drivers do not always cancel at once; the caller does.
                    return await call(either.Token).WaitAsync(either.Token);
                }
                catch (Exception e) when (attempt < tries && passes(e) && !either.IsCancellationRequested)
                {
                    await Task.Delay(s_pause * attempt * attempt, time, either.Token);
                }
            }
        }
        catch (Exception e)
            when (!cancellation.IsCancellationRequested && (passes(e) || limit.IsCancellationRequested))
        {
            throw new StoreUnavailableException(store, e);
        }
    }
}
