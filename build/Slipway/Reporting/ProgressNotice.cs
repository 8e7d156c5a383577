namespace Slipway.Reporting;

/// <summary>
/// How far one of several things is that are waited for together. A renderer may show the newest notice of each
/// subject instead of one line after the other.
/// </summary>
/// <param name="Severity">How much it matters.</param>
/// <param name="Text">One sentence.</param>
/// <param name="Subject">What is waited for, as people call it: <c>deployment/movie</c>.</param>
/// <param name="Detail">What it still waits for, without the subject; empty when it is done.</param>
public abstract record ProgressNotice(Severity Severity, string Text, string Subject, string Detail)
    : Notice(Severity, Text)
{
    /// <summary>How many parts are done and how many there are; null where that is not known.</summary>
    public abstract (long Done, long Of)? Share { get; }

    /// <summary>Nothing more is waited for.</summary>
    public bool IsDone => Detail.Length == 0;
}

/// <summary>A subject whose progress was reported is no longer waited for, though it is not done.</summary>
/// <param name="Subject">As it was reported.</param>
public sealed record ProgressEnd(string Subject)
    : Notice(Severity.Detail, $"{Subject}: no longer waited for");
