namespace ServiceDefaults.Tests;

/// <summary>Time that stands still; timers wait for <see cref="Elapse"/>.</summary>
internal sealed class ManualTime : TimeProvider
{
    private readonly List<(TimeSpan Due, Action Fire)> _timers = [];

    /// <summary>The delays that are being waited for.</summary>
    public IEnumerable<TimeSpan> Delays => _timers.Select(timer => timer.Due);

    public override DateTimeOffset GetUtcNow() => new(2026, 1, 2, 3, 4, 5, 678, TimeSpan.Zero);

    public override ITimer CreateTimer(
        TimerCallback callback,
        object? state,
        TimeSpan dueTime,
        TimeSpan period
    )
    {
        _timers.Add((dueTime, () => callback(state)));
        return new Armed();
    }

    /// <summary>Ends all delays.</summary>
    public void Elapse()
    {
        var due = _timers.ToArray();
        _timers.Clear();
        foreach (var timer in due)
            timer.Fire();
    }

    private sealed class Armed : ITimer
    {
        public bool Change(TimeSpan dueTime, TimeSpan period) => true;

        public void Dispose() { }

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
