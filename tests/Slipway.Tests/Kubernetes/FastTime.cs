namespace Slipway.Tests.Kubernetes;

/// <summary>A clock that runs ten times as fast.</summary>
internal sealed class FastTime : TimeProvider
{
    private const int Factor = 10;
    private readonly long _start = Stopwatch();

    public override DateTimeOffset GetUtcNow() =>
        new DateTimeOffset(2030, 1, 1, 0, 0, 0, TimeSpan.Zero) + System.GetElapsedTime(_start) * Factor;

    public override long GetTimestamp() => _start + (Stopwatch() - _start) * Factor;

    public override ITimer CreateTimer(
        TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
        System.CreateTimer(callback, state, Scaled(dueTime), Scaled(period));

    private static TimeSpan Scaled(TimeSpan time) => time > TimeSpan.Zero ? time / Factor : time;

    private static long Stopwatch() => System.GetTimestamp();
}
