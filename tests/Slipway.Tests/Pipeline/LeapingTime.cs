namespace Slipway.Tests.Pipeline;

/// <summary>
/// The real clock, which can leap ahead, as if the machine had slept. What happens again and again happens
/// fifty times as often, so that an analysis that looks every second takes no minute.
/// </summary>
internal sealed class LeapingTime : TimeProvider
{
    private const int Factor = 50;
    private long _leaps;

    public override DateTimeOffset GetUtcNow() =>
        System.GetUtcNow() + TimeSpan.FromSeconds(Volatile.Read(ref _leaps));

    public override long GetTimestamp() =>
        System.GetTimestamp() + (Volatile.Read(ref _leaps) * System.TimestampFrequency);

    public override ITimer CreateTimer(
        TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
        period > TimeSpan.Zero
            ? System.CreateTimer(callback, state, dueTime / Factor, period / Factor)
            : System.CreateTimer(callback, state, dueTime, period);

    public void Leap(int seconds) => Interlocked.Add(ref _leaps, seconds);
}
