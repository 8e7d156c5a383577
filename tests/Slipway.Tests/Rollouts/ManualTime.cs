namespace Slipway.Tests.Rollouts;

/// <summary>A clock that moves only when told to; timers fire while it moves.</summary>
internal sealed class ManualTime : TimeProvider
{
    private readonly Lock _lock = new();
    private readonly List<Timer> _timers = [];
    private long _now;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override long GetTimestamp() => Interlocked.Read(ref _now);

    public override DateTimeOffset GetUtcNow() => DateTimeOffset.UnixEpoch.AddTicks(GetTimestamp());

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan due, TimeSpan period)
    {
        var timer = new Timer(this, () => callback(state));
        timer.Change(due, period);
        lock (_lock)
            _timers.Add(timer);
        return timer;
    }

    public void Advance(TimeSpan by)
    {
        var end = GetTimestamp() + by.Ticks;
        while (Next(end) is { } timer)
        {
            Interlocked.Exchange(ref _now, Math.Max(GetTimestamp(), timer.Due));
            timer.Fire();
        }
        Interlocked.Exchange(ref _now, end);
    }

    private Timer? Next(long end)
    {
        lock (_lock)
            return _timers.Where(timer => timer.Due <= end).MinBy(timer => timer.Due);
    }

    private sealed class Timer(ManualTime time, Action fire) : ITimer
    {
        private TimeSpan _period;

        public long Due { get; private set; } = long.MaxValue;

        public bool Change(TimeSpan due, TimeSpan period)
        {
            Due = due < TimeSpan.Zero ? long.MaxValue : time.GetTimestamp() + due.Ticks;
            _period = period;
            return true;
        }

        public void Fire()
        {
            Due = _period > TimeSpan.Zero ? Due + _period.Ticks : long.MaxValue;
            fire();
        }

        public void Dispose()
        {
            lock (time._lock)
                time._timers.Remove(this);
        }

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
