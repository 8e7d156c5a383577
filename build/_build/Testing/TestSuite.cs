using Nuke.Common.IO;
using Serilog;
using Slipway.Pipeline.TestReuse;
using Slipway.Targets.Compiling;

namespace Slipway.Targets.Testing;

/// <summary>Runs test projects, but for those that passed before on the same inputs.</summary>
/// <param name="root">The repository.</param>
/// <param name="temporary">A folder that is not under version control.</param>
/// <param name="passed">Knows what passed before.</param>
/// <param name="time">The clock.</param>
/// <param name="stop">Cancelled if the user interrupted the run.</param>
internal sealed class TestSuite(
    AbsolutePath root,
    AbsolutePath temporary,
    PassedTests passed,
    TimeProvider time,
    CancellationToken stop
)
{
    private readonly AbsolutePath _results = root / "artifacts" / "tests";

    /// <summary>Whether projects that passed before on the same inputs run all the same.</summary>
    public bool RunsAll { get; init; }

    /// <summary>Compiles and runs what must run, and sums up all of it.</summary>
    /// <param name="name">What is tested, for people.</param>
    /// <param name="projects">The projects.</param>
    /// <param name="commit">The commit that is checked out, in short; asked for when something has passed.</param>
    /// <exception cref="TestsFailedException">A test failed.</exception>
    public async Task RunAsync(string name, IReadOnlyList<TestProject> projects, Func<Task<string>> commit)
    {
        var files = projects.ToDictionary(p => p.Name, p => p.Among(root / "tests" / "Services"));
        await passed.BeginAsync([.. files.Values], stop);
        var unchanged = RunsAll ? [] : await passed.FindAsync([.. files.Values], stop);
        var changed = projects.Where(p => unchanged.All(u => u.Project != p.Name)).ToList();
        var results = changed.Count == 0 ? [] : await ExecuteAsync(name, changed);
        Report(results, unchanged);

        var complete = results.Where(r => r.IsComplete).Select(r => (files[r.Project], r.Passed)).ToList();
        if (complete.Count > 0)
            await passed.RememberAsync(complete, await commit(), stop);
        if (results.Where(r => r.Failed > 0).Select(r => r.Project).ToList() is { Count: > 0 } failed)
            throw new TestsFailedException(failed, _results);
    }

    private async Task<IReadOnlyList<TestResult>> ExecuteAsync(
        string name,
        IReadOnlyList<TestProject> projects
    )
    {
        Compilation.Compile(name, projects.Select(p => p.File), temporary, stop);
        return await new TestRun(_results, time, stop).ExecuteAsync(projects);
    }

    private void Report(IReadOnlyList<TestResult> results, IReadOnlyList<PassedProject> unchanged)
    {
        foreach (var line in UnchangedTests.Lines(unchanged))
            Log.Information("{Unchanged:l}", line);
        var summary = TestResult.Summary(results, unchanged.Sum(u => u.Passed));
        _results.CreateDirectory();
        File.WriteAllText(_results / "summary.txt", summary + "\n");
        if (results.Count > 0 || unchanged.Count == 0)
            Console.WriteLine(summary);
    }
}
