using System.Xml;
using System.Xml.Linq;
using Nuke.Common.IO;
using Serilog;
using Slipway.Processes;
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
    public async Task<IReadOnlyList<TestResult>> ExecuteAsync(IReadOnlyList<TestProject> projects)
    {
        results.CreateDirectory();
        var outcomes = new List<TestResult>();
        foreach (var project in projects)
            outcomes.Add(await ExecuteAsync(project));
        Table.Print(Table.Of(TestResult.Header, outcomes.Select(o => o.Cells)));
        foreach (var line in SkippedTests.Lines(outcomes))
            Log.Information("{Skipped:l}", line);
        return outcomes;
    }

    private async Task<TestResult> ExecuteAsync(TestProject project)
    {
        Log.Information("Testing {Project:l}", project.Name);
        var report = results / $"{project.Name}.xml";
        report.DeleteFile();
        var started = time.GetTimestamp();
        var code = await RunAsync(project, report);
        var duration = time.GetElapsedTime(started);
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

    private async Task<int> RunAsync(TestProject project, AbsolutePath report)
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
            // Half of the tests wait for programs that they started, and leave their core to others.
            "-maxThreads",
            "2x",
        ];
        using var limit = new CancellationTokenSource(s_limit, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, stop);
        var output = new TestOutput();
        try
        {
            return await new Subprocess(Environment.ProcessPath!, arguments)
            {
                // Tests, and what they start, are over before the profile of their methods pays off.
                Environment = variables => variables.TryAdd("DOTNET_TieredPGO", "0"),
            }.RunAsync(
                line =>
                {
                    if (output.IsWorthShowing(line))
                        Console.WriteLine($"  {VisibleText.Line(line)}");
                },
                either.Token
            );
        }
        catch (OperationCanceledException) when (!stop.IsCancellationRequested)
        {
            Log.Error("{Project:l} timed out after {Minutes}m", project.Name, s_limit.TotalMinutes);
            return 1;
        }
    }
}
