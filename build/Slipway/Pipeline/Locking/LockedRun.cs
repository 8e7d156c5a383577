using Slipway.Releases;

namespace Slipway.Pipeline.Locking;

/// <summary>A command that holds the application's lock: only it writes while it runs.</summary>
/// <param name="records">The application's releases, which only it writes.</param>
/// <param name="left">How much of the command's time is left, from now on.</param>
/// <param name="stop">Ends it: the user's wish, the end of its time, or the loss of the lock.</param>
internal sealed class LockedRun(ReleaseRecords records, Func<TimeSpan> left, CancellationToken stop)
{
    /// <summary>The application's releases.</summary>
    public ReleaseRecords Records => records;

    /// <summary>What was released, with what this command has recorded itself.</summary>
    public ReleaseTimeline Timeline => records.Timeline;

    /// <summary>Cancelled when the command must stop.</summary>
    public CancellationToken Stop => stop;

    /// <summary>The time left of the environment's limit for a command.</summary>
    public TimeSpan Left => left() is var time && time > TimeSpan.Zero ? time : TimeSpan.Zero;
}
