using Slipway.Kubernetes;

namespace Slipway.Tests.Kubernetes;

/// <summary>A clock that runs ten times as fast.</summary>
internal sealed class FastTime : TimeProvider
{
    private const int Factor = 10;

    /// <summary>The engine's patience with the API server, in which a request has as much real time as with the
    /// real clock: a busy machine does not become faster with the clock.</summary>
    public static RetryPolicy Patience { get; } =
        RetryPolicy.Default with { Attempt = RetryPolicy.Default.Attempt * Factor };

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
