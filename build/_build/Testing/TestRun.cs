using System.Diagnostics;
using System.Xml;
using System.Xml.Linq;
using Nuke.Common.IO;
using Serilog;
using Slipway.Targets.Logging;

namespace Slipway.Targets.Testing;

/// <summary>Runs test projects one after the other and adds up what they came to.</summary>
internal sealed class TestRun(AbsolutePath results, TimeProvider time, CancellationToken stop)
{
    // Far above what any project needs: a test that hangs must fail its run, not outlast it.
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(12);

    /// <summary>Runs the projects' tests, prints a table, and lists what was skipped and why.</summary>
    /// <exception cref="TestsFailedException">A test failed.</exception>
    public void Execute(IReadOnlyList<TestProject> projects)
    {
        results.CreateDirectory();
        var outcomes = projects.Select(Execute).ToList();
        Table.Print(Table.Of(TestResult.Header, outcomes.Select(o => o.Cells)));
        foreach (var (test, reason) in outcomes.SelectMany(o => o.Skipped))
            Log.Information("Skipped: {Test:l}: {Reason:l}", test, reason);

        var summary = TestResult.Summary(outcomes);
        File.WriteAllText(results / "summary.txt", summary + "\n");
        Console.WriteLine(summary);
        if (outcomes.Where(o => o.Failed > 0).Select(o => o.Project).ToList() is { Count: > 0 } failed)
            throw new TestsFailedException(failed, results);
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
            Log.Error("{Project:l} ended with code {Code} and left no report", project.Name, code);
            return new TestResult(project.Name, 0, 1, [], duration);
        }
    }

    private int Run(TestProject project, AbsolutePath report)
    {
        string[] arguments =
        [
            "exec",
            project.Assembly,
            "-xml",
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
        using var limit = new CancellationTokenSource(Patience, time);
        using var stopping = stop.Register(() => process.Kill(entireProcessTree: true));
        using var hanging = limit.Token.Register(() =>
        {
            Log.Error(
                "{Project:l} did not end within {Minutes} minutes",
                project.Name,
                Patience.TotalMinutes
            );
            process.Kill(entireProcessTree: true);
        });
        while (process.StandardOutput.ReadLine() is { } line)
            Console.WriteLine($"  {line}");
        process.WaitForExit();
        return process.ExitCode;
    }
}
