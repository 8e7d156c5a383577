using Slipway.Releases;

namespace Slipway.Pipeline.Locking;

/// <summary>One command's turn to change an application: nobody else writes while it lasts.</summary>
/// <param name="lineage">What was released before it.</param>
/// <param name="held">The lock that it holds; null where there is nothing yet that could be locked.</param>
/// <param name="left">How much of the command's time is left, from now on.</param>
/// <param name="stop">Ends it: the user's wish, the end of its time, or the loss of the lock.</param>
internal sealed class Turn(Lineage lineage, DeployLock? held, Func<TimeSpan> left, CancellationToken stop)
{
    /// <summary>What was released before.</summary>
    public Lineage Lineage => lineage;

    /// <summary>Ends the turn.</summary>
    public CancellationToken Stop => stop;

    /// <summary>What is left of the time that the environment grants a command.</summary>
    public TimeSpan Left => left() is var time && time > TimeSpan.Zero ? time : TimeSpan.Zero;

    /// <summary>
    /// Whether it may still write: once the lock is lost, the records belong to whoever has it.
    /// </summary>
    public bool MayWrite => held?.Lost.IsCancellationRequested != true;

    /// <summary>The same turn, with what it has recorded itself.</summary>
    public Turn With(Lineage now) => new(now, held, left, stop);
}
