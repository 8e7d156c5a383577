using System.Collections.Concurrent;

namespace Slipway.Rollouts.Canary;

/// <summary>
/// Sends requests to a service at a fixed rate, so that a canary is judged without users. They go out when
/// they are due, however slowly others are answered: a service that hangs must not lower the load that shows
/// it.
/// </summary>
/// <param name="send">Sends one request for a path and gives the status code of the answer.</param>
/// <param name="time">The clock.</param>
public sealed class SyntheticLoad(Func<string, CancellationToken, Task<int>> send, TimeProvider time)
{
    // With more than ten seconds' worth of requests unanswered, more would only pile up.
    private const int SecondsInFlight = 10;
    private static readonly TimeSpan s_shortestPause = TimeSpan.FromMilliseconds(10);

    /// <summary>Requests the paths in turn until cancelled; then returns the outcome.</summary>
    /// <param name="rate">Requests per second.</param>
    /// <param name="paths">At least one.</param>
    /// <param name="cancellation">Ends the load; requests under way are given up and not counted.</param>
    public async Task<LoadSummary> RunAsync(
        int rate,
        IReadOnlyList<string> paths,
        CancellationToken cancellation
    )
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(rate, 1);
        ArgumentOutOfRangeException.ThrowIfZero(paths.Count);
        var answers = new ConcurrentDictionary<string, long>(StringComparer.Ordinal);
        using var slots = new SemaphoreSlim(rate * SecondsInFlight);
        var (sent, skipped, started) = (0L, 0L, time.GetTimestamp());
        var pause = TimeSpan.FromSeconds(1.0 / rate);
        using var due = new PeriodicTimer(pause < s_shortestPause ? s_shortestPause : pause, time);
        while (await TickAsync(due, cancellation))
        {
            var target = (long)(time.GetElapsedTime(started).TotalSeconds * rate);
            while (sent + skipped < target)
            {
                if (slots.Wait(0, CancellationToken.None))
                    _ = AskAsync(paths[(int)(sent++ % paths.Count)]);
                else
                    skipped++;
            }
        }
        for (var slot = 0; slot < rate * SecondsInFlight; slot++)
            await slots.WaitAsync(CancellationToken.None);
        return new LoadSummary(sent, skipped, answers.ToDictionary());

        async Task AskAsync(string path)
        {
            try
            {
                var status = await send(path, cancellation);
                answers.AddOrUpdate(status.ToString(), 1, (_, count) => count + 1);
            }
            catch (Exception) when (cancellation.IsCancellationRequested)
            {
                // The load ended while this request was under way: no outcome of the service's.
            }
            catch (Exception e)
            {
                answers.AddOrUpdate(e.GetType().Name, 1, (_, count) => count + 1);
            }
            finally
            {
                slots.Release();
            }
        }
    }

    private static async Task<bool> TickAsync(PeriodicTimer timer, CancellationToken cancellation)
    {
        try
        {
            return await timer.WaitForNextTickAsync(cancellation);
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }
}

/// <summary>The outcome of a load.</summary>
/// <param name="Sent">Requests that went out.</param>
/// <param name="Skipped">Requests that were due but not sent, since too many others were unanswered.</param>
/// <param name="Answers">Status code, or the kind of fault where no answer came, to how often.</param>
public sealed record LoadSummary(long Sent, long Skipped, IReadOnlyDictionary<string, long> Answers);
