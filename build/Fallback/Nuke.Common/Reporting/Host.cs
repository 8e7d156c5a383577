using System.Globalization;
using Nuke.Common.Execution;
using Nuke.Common.Reporting;

namespace Nuke.Common;

/// <summary>Where a build runs, and how it decorates its output.</summary>
public abstract class Host
{
    protected Host() { }

    public override string ToString() => GetType().Name;

    /// <returns>Whether to drop a message.</returns>
    protected internal virtual bool FilterMessage(string message) => false;

    protected internal virtual void ReportWarning(string text, string details = null) { }

    protected internal virtual void ReportError(string text, string details = null) { }

    /// <summary>Prints a heading; a build server closes the block when the result is disposed.</summary>
    protected internal virtual IDisposable WriteBlock(string text)
    {
        foreach (var line in Heading.Lines(text))
            ConsoleText.WriteLine(line, TextColor.Cyan);
        return Utilities.DelegateDisposable.CreateBracket();
    }

    protected internal void WriteLogo() =>
        ConsoleText.WriteLine(
            $"{Environment.NewLine}NUKE Execution Engine version 10.1.0 ({Platform},"
                + $"{AppContext.TargetFrameworkName}), stand-in{Environment.NewLine}",
            TextColor.Cyan
        );

    private static string Platform =>
        OperatingSystem.IsWindows() ? "Windows"
        : OperatingSystem.IsMacOS() ? "OSX"
        : "Linux";

    protected internal virtual void WriteErrorsAndWarnings()
    {
        var problems = Logging.Problems.Problems;
        if (problems.Count == 0)
            return;
        using (WriteBlock("Errors & Warnings"))
        {
            foreach (var (level, target, message) in problems)
            {
                ConsoleText.WriteLine(
                    $"[{EventText.Level(level)}] {target}: {message}",
                    EventText.Color(level)
                );
            }
        }
    }

    /// <summary>Prints the summary: targets, states and durations.</summary>
    protected internal virtual void WriteTargetOutcome(INukeBuild build)
    {
        ConsoleText.WriteLine();
        foreach (var (text, color) in SummaryTable.Lines(build.ExecutionPlan))
            ConsoleText.WriteLine(text, color);
        ConsoleText.WriteLine();
    }

    protected internal virtual void WriteBuildOutcome(INukeBuild build)
    {
        var now = TimeProvider.System.GetLocalNow().ToString("G", CultureInfo.InvariantCulture);
        if (build.IsSucceeding)
            ConsoleText.WriteLine($"Build succeeded on {now}.", TextColor.Green);
        else
            ConsoleText.WriteLine($"Build failed on {now}.", TextColor.Red);
    }
}
