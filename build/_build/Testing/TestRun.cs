using System.Diagnostics;
using System.Xml;
using System.Xml.Linq;
using Nuke.Common.IO;
using Serilog;
using Slipway.Targets.Logging;
using Slipway.Values;

namespace Slipway.Targets.Testing;

/// <summary>
/// Runs test projects one after the other and adds up their results. Side by side they are no faster, because most tests
/// compile or start programs and keep all cores busy by themselves.
/// </summary>
internal sealed class TestRun(AbsolutePath results, TimeProvider time, CancellationToken stop)
{
    // Far more than any project needs; a test that hangs must fail the run.
    private static readonly TimeSpan s_limit = TimeSpan.FromMinutes(20);

    /// <summary>Runs the projects' tests, prints a table, and says how many were skipped and why.</summary>
    public IReadOnlyList<TestResult> Execute(IReadOnlyList<TestProject> projects)
    {
        results.CreateDirectory();
        var outcomes = projects.Select(Execute).ToList();
        Table.Print(Table.Of(TestResult.Header, outcomes.Select(o => o.Cells)));
        foreach (var line in SkippedTests.Lines(outcomes))
            Log.Information("{Skipped:l}", line);
        return outcomes;
    }

    private TestResult Execute(TestProject project)
    {
        Log.Information("Testing {Project:l}", project.Name);
        var report = results / $"{project.Name}.xml";
        report.DeleteFile();
        var started = time.GetTimestamp();
        var code = Run(project, report);
        var duration = time.GetElapsedTime(started);
        stop.ThrowIfCancellationRequested();
        try
        {
            var result = TestResult.Read(project.Name, XDocument.Load(report), duration);
            return result.Failed == 0 && code != 0 ? result with { Failed = 1 } : result;
        }
        catch (Exception e) when (e is IOException or XmlException)
        {
            Log.Error("{Project:l} exited with code {Code} and wrote no report", project.Name, code);
            return new TestResult(project.Name, 0, 1, [], duration);
        }
    }

    private int Run(TestProject project, AbsolutePath report)
    {
        string[] arguments =
        [
            "exec",
            project.Assembly,
            "-result-xml",
            report,
            "-noLogo",
            "-noColor",
            "-reporter",
            "quiet",
            "-longRunning",
            "120",
        ];
        using var process = Process.Start(
            new ProcessStartInfo(Environment.ProcessPath!, arguments) { RedirectStandardOutput = true }
        )!;
        using var limit = new CancellationTokenSource(s_limit, time);
        using var stopping = stop.Register(() => process.Kill(entireProcessTree: true));
        using var hanging = limit.Token.Register(() =>
        {
            Log.Error("{Project:l} timed out after {Minutes}m", project.Name, s_limit.TotalMinutes);
            process.Kill(entireProcessTree: true);
        });
        var output = new TestOutput();
        while (process.StandardOutput.ReadLine() is { } line)
        {
            if (output.IsWorthShowing(line))
                Console.WriteLine($"  {VisibleText.Line(line)}");
        }
        process.WaitForExit();
        return process.ExitCode;
    }
}
