using Slipway.Values;

namespace Slipway.Reporting;

/// <summary>
/// The engine's only output. A renderer decides how a notice looks on a terminal, in CI or as
/// JSON.
/// </summary>
public interface IReporter
{
    /// <summary>Passes on what just happened. Called from several threads.</summary>
    void Report(Notice notice);
}

/// <summary>
/// One thing that happened, in words; derive from it where a renderer or a test needs the parts.
/// </summary>
/// <param name="Severity">How much it matters.</param>
/// <param name="Text">One sentence, or several lines, for people.</param>
public record Notice(Severity Severity, string Text)
{
    /// <summary>One sentence, or several lines, for people; what others wrote may be part of it.</summary>
    public string Text { get; init; } = VisibleText.Block(Text);
}

/// <summary>
/// A notice that stays true while a command runs: a renderer shows it once, however often it is reported.
/// </summary>
/// <param name="Severity">How much it matters.</param>
/// <param name="Text">One sentence.</param>
public sealed record StandingNotice(Severity Severity, string Text) : Notice(Severity, Text);

/// <summary>How much a notice matters.</summary>
public enum Severity
{
    /// <summary>Background, shown on request.</summary>
    Detail,

    /// <summary>A milestone.</summary>
    Info,

    /// <summary>Something that someone should look at.</summary>
    Warning,
}

/// <summary>Short forms for the plain notices.</summary>
public static class ReporterExtensions
{
    /// <summary>Reports a milestone.</summary>
    public static void Info(this IReporter reporter, string text) =>
        reporter.Report(new Notice(Severity.Info, text));

    /// <summary>Reports background.</summary>
    public static void Detail(this IReporter reporter, string text) =>
        reporter.Report(new Notice(Severity.Detail, text));

    /// <summary>Reports something that someone should look at.</summary>
    public static void Warning(this IReporter reporter, string text) =>
        reporter.Report(new Notice(Severity.Warning, text));
}
