namespace Slipway.Reporting;

/// <summary>
/// Makes background of milestones: those of a command that only looks are not what its user asked for. Warnings stay.
/// </summary>
/// <param name="inner">Where everything goes.</param>
public sealed class QuietReporter(IReporter inner) : IReporter
{
    /// <inheritdoc />
    public void Report(Notice notice) =>
        inner.Report(notice.Severity == Severity.Info ? notice with { Severity = Severity.Detail } : notice);
}
