namespace Slipway.Values;

/// <summary>How a command ended, as the exit code of the build.</summary>
public enum Outcome
{
    /// <summary>Everything was done.</summary>
    Done = 0,

    /// <summary>
    /// Something failed after the first change; what was done is recorded and the next run resumes from
    /// there.
    /// </summary>
    Failed = 1,

    /// <summary>Refused before any change.</summary>
    Refused = 2,

    /// <summary>A bad release was rolled back automatically.</summary>
    RolledBack = 3,

    /// <summary>A question was answered: there are differences. For <c>Diff</c> alone.</summary>
    Different = 4,

    /// <summary>Stopped by the user.</summary>
    Interrupted = 130,
}

/// <summary>
/// Something that a user can cause and fix. It says what is wrong, where, and what to do next, and is shown
/// as those three lines without a stack trace. What others wrote may be part of each of them.
/// </summary>
public abstract class Refusal(string what, string where, string next) : Exception(VisibleText.Block(what))
{
    /// <summary>
    /// What is wrong, in one sentence. May hold several lines where several mistakes were found.
    /// </summary>
    public string What => Message;

    /// <summary>Where: a file with line and column, an object, a command line.</summary>
    public string Where { get; } = VisibleText.Block(where);

    /// <summary>What to do next.</summary>
    public string Next { get; } = VisibleText.Block(next);

    /// <summary>
    /// The single refusals where several were found at once, each with its own place and advice; else just
    /// this one.
    /// </summary>
    public virtual IReadOnlyList<Refusal> Parts => [this];

    /// <summary>How the command ends.</summary>
    public virtual Outcome Outcome => Outcome.Refused;
}
