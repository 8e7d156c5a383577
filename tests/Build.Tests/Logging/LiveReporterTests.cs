using Slipway.Reporting;
using Slipway.Targets.Logging;
using Spectre.Console.Testing;

namespace Slipway.Targets.Tests.Logging;

/// <summary>Output is the process's own, so nothing else may write to it meanwhile.</summary>
[CollectionDefinition(nameof(LiveReporterTests), DisableParallelization = true)]
[Collection(nameof(LiveReporterTests))]
public sealed class LiveReporterTests : IDisposable
{
    private readonly TestConsole _console = new TestConsole().EmitAnsiSequences().Width(100);
    private readonly TextWriter _output = Console.Out;
    private readonly LiveReporter _reporter;

    public LiveReporterTests() =>
        _reporter = new LiveReporter(new ConsoleReporter(), _console, TimeProvider.System);

    public void Dispose()
    {
        Console.SetOut(_output);
        _console.Dispose();
    }

    [Fact]
    public void Progress_is_drawn_and_not_logged_until_it_is_done()
    {
        var log = new StringWriter();
        Console.SetOut(log);
        var outside = Console.Out;
        _reporter.Report(new Progress("deployment/movie", "1 of 2 pods are available", (1, 2)));
        Assert.NotSame(outside, Console.Out);
        Assert.Contains("deployment/movie", _console.Output);

        _reporter.Report(new Progress("deployment/movie", "", (2, 2)));
        Assert.Same(outside, Console.Out);
        Assert.Equal("deployment/movie: done\n", $"{log}");
    }

    [Fact]
    public void Other_notices_are_written_above_what_is_drawn()
    {
        _reporter.Report(new Progress("deployment/movie", "1 of 2 pods are available", (1, 2)));
        _reporter.Warning("the watch was lost");
        // It takes the place of a longer line, whose rest must go.
        Assert.Contains("the watch was lost\e[K\n", _console.Output);
        _reporter.Report(new ProgressEnd("deployment/movie"));
    }

    [Fact]
    public void The_end_of_the_last_wait_gives_the_terminal_back()
    {
        var outside = Console.Out;
        _reporter.Report(new Progress("deployment/movie", "crashes", (0, 2)));
        _reporter.Report(new Progress("deployment/rating", "waits", (0, 2)));
        _reporter.Report(new ProgressEnd("deployment/movie"));
        Assert.NotSame(outside, Console.Out);
        _reporter.Report(new ProgressEnd("deployment/rating"));
        Assert.Same(outside, Console.Out);
        Assert.EndsWith("\e[?25h", _console.Output);
    }

    [Fact]
    public void A_line_that_was_begun_is_not_lost()
    {
        var log = new StringWriter();
        Console.SetOut(log);
        _reporter.Report(new Progress("deployment/movie", "waits", (0, 2)));
        Console.Write("half a li");
        _reporter.Report(new ProgressEnd("deployment/movie"));
        Assert.StartsWith("half a li", $"{log}");
    }

    private sealed class ConsoleReporter : IReporter
    {
        public void Report(Notice notice) => Console.Out.Write($"{notice.Text}\n");
    }
}
