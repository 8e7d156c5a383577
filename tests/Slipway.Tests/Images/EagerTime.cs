using System.Collections.Concurrent;

namespace Slipway.Tests.Images;

/// <summary>
/// A clock on which every wait of at most 40 s is over at once; it remembers them. Longer ones, the timeouts,
/// end only when a test says so.
/// </summary>
internal sealed class EagerTime : TimeProvider
{
    private readonly ManualTime _timeouts = new();
    private long _passed;
    private int _set;

    public ConcurrentQueue<TimeSpan> Waits { get; } = new();

    /// <summary>How many timeouts were set so far.</summary>
    public int Timeouts => Volatile.Read(ref _set);

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override DateTimeOffset GetUtcNow() =>
        _timeouts.GetUtcNow().AddTicks(Interlocked.Read(ref _passed));

    public override long GetTimestamp() => GetUtcNow().UtcTicks;

    public override ITimer CreateTimer(
        TimerCallback callback,
        object? state,
        TimeSpan dueTime,
        TimeSpan period
    )
    {
        if (dueTime > TimeSpan.FromSeconds(40) || dueTime < TimeSpan.Zero)
        {
            var timeout = _timeouts.CreateTimer(callback, state, dueTime, period);
            Interlocked.Increment(ref _set);
            return timeout;
        }
        Waits.Enqueue(dueTime);
        Interlocked.Add(ref _passed, dueTime.Ticks);
        return System.CreateTimer(callback, state, TimeSpan.Zero, Timeout.InfiniteTimeSpan);
    }

    /// <summary>Lets every timeout end that is set.</summary>
    public void EndTimeouts() => _timeouts.Advance(TimeSpan.FromHours(1));
}
