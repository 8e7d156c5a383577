using Slipway.Kubernetes.Connection;

namespace Slipway.Tests.Kubernetes;

/// <summary>
/// A clock that runs ten times as fast as the machine gets on: on one that stalls, it stalls too, so that no
/// time passes in which nobody could do anything.
/// </summary>
internal sealed class FastTime : TimeProvider
{
    private const int Factor = 10;
    private static readonly TimeSpan s_beat = TimeSpan.FromMilliseconds(10);
    private readonly ManualTime _clock = new();
    private int _moving;

    public FastTime() => Pump(new WeakReference<FastTime>(this));

    /// <summary>The engine's patience with the API server, in which a request has as much real time as with
    /// any other clock of a test.</summary>
    public static ApiPatience Patience { get; } =
        ApiPatience.Default with
        {
            Attempt = RunningCluster.Patience.Attempt * Factor,
        };

    public override long TimestampFrequency => _clock.TimestampFrequency;

    public override DateTimeOffset GetUtcNow() => _clock.GetUtcNow();

    public override long GetTimestamp() => _clock.GetTimestamp();

    // Called back on the pool, as by the real clock, which goes on meanwhile.
    public override ITimer CreateTimer(
        TimerCallback callback,
        object? state,
        TimeSpan dueTime,
        TimeSpan period
    ) =>
        _clock.CreateTimer(
            _ => ThreadPool.QueueUserWorkItem(s => callback(s), state, preferLocal: false),
            null,
            dueTime,
            period
        );

    // Ends with the clock: nobody has to stop it.
    private static void Pump(WeakReference<FastTime> clock)
    {
        ITimer? pump = null;
        pump = System.CreateTimer(
            _ =>
            {
                if (clock.TryGetTarget(out var time))
                    time.Move();
                else
                    pump?.Dispose();
            },
            null,
            s_beat,
            s_beat
        );
    }

    private void Move()
    {
        // Who comes late does not make up for it.
        if (Interlocked.Exchange(ref _moving, 1) == 1)
            return;
        _clock.Advance(s_beat * Factor);
        Volatile.Write(ref _moving, 0);
    }
}
