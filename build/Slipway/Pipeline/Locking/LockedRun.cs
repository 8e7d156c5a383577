using Slipway.Releases;

namespace Slipway.Pipeline.Locking;

/// <summary>A command that holds the application's lock: only it writes while it runs.</summary>
/// <param name="timeline">What was released before it.</param>
/// <param name="held">The lock that it holds; null where there is nothing yet that could be locked.</param>
/// <param name="left">How much of the command's time is left, from now on.</param>
/// <param name="stop">Ends it: the user's wish, the end of its time, or the loss of the lock.</param>
internal sealed class LockedRun(
    ReleaseTimeline timeline,
    DeployLock? held,
    Func<TimeSpan> left,
    CancellationToken stop
)
{
    /// <summary>What was released before.</summary>
    public ReleaseTimeline Timeline => timeline;

    /// <summary>Cancelled when the command must stop.</summary>
    public CancellationToken Stop => stop;

    /// <summary>The time left of the environment's limit for a command.</summary>
    public TimeSpan Left => left() is var time && time > TimeSpan.Zero ? time : TimeSpan.Zero;

    /// <summary>
    /// Whether it may still write: once the lock is lost, the records belong to whoever has it.
    /// </summary>
    public bool MayWrite => held?.Lost.IsCancellationRequested != true;

    /// <summary>The same run, with what it has recorded itself.</summary>
    public LockedRun With(ReleaseTimeline now) => new(now, held, left, stop);
}
