using System.Diagnostics;

namespace Running;

/// <summary>Waits for conditions.</summary>
internal static class Until
{
    /// <summary>So late that only what never comes misses it.</summary>
    public static readonly TimeSpan Deadline = TimeSpan.FromSeconds(60);

    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(20);

    public static Task TrueAsync(Func<bool> condition) => TrueAsync(() => Task.FromResult(condition()));

    public static async Task TrueAsync(Func<Task<bool>> condition)
    {
        var started = Stopwatch.GetTimestamp();
        while (!await condition())
        {
            if (Stopwatch.GetElapsedTime(started) > Deadline)
                throw new TimeoutException($"Still not true after {Deadline}.");
            await Task.Delay(Interval, TestContext.Current.CancellationToken);
        }
    }
}
