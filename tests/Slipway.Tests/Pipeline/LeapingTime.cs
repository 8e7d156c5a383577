namespace Slipway.Tests.Pipeline;

/// <summary>
/// A clock that stands still until it leaps ahead, as if the machine had slept; only each look at it is a
/// microsecond after the one before. Timeouts and the beats of a lock end with a leap alone, however slow the
/// machine is. What is waited for shortly, or again and again, takes a fiftieth of its time.
/// </summary>
internal sealed class LeapingTime : TimeProvider
{
    private const int Factor = 50;
    private static readonly TimeSpan s_short = TimeSpan.FromSeconds(2);
    private readonly ManualTime _clock = new();
    private long _looks;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override DateTimeOffset GetUtcNow() =>
        _clock.GetUtcNow() + TimeSpan.FromMicroseconds(Interlocked.Increment(ref _looks));

    public override long GetTimestamp() => GetUtcNow().UtcTicks;

    public override ITimer CreateTimer(
        TimerCallback callback,
        object? state,
        TimeSpan dueTime,
        TimeSpan period
    ) =>
        dueTime >= s_short || dueTime == Timeout.InfiniteTimeSpan
            ? _clock.CreateTimer(callback, state, dueTime, period)
            : System.CreateTimer(
                callback,
                state,
                dueTime / Factor,
                period > TimeSpan.Zero ? period / Factor : period
            );

    public void Leap(int seconds) => _clock.Advance(TimeSpan.FromSeconds(seconds));
}
