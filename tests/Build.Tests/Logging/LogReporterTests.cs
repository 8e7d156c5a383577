using Serilog;
using Serilog.Core;
using Serilog.Events;
using Slipway.Reporting;
using Slipway.Targets.Logging;

namespace Slipway.Targets.Tests.Logging;

public sealed class LogReporterTests : ILogEventSink
{
    private readonly List<string> _lines = [];

    void ILogEventSink.Emit(LogEvent logEvent) => _lines.Add($"{logEvent.Level}: {logEvent.RenderMessage()}");

    [Fact]
    public void What_stays_true_is_told_once_and_what_happens_again_is_told_again()
    {
        using var log = new LoggerConfiguration().MinimumLevel.Verbose().WriteTo.Sink(this).CreateLogger();
        var reporter = new LogReporter(log);
        for (var i = 0; i < 2; i++)
        {
            reporter.Info("{braces} stay");
            reporter.Report(new StandingNotice(Severity.Warning, "no events"));
        }
        reporter.Detail("background");
        Assert.Equal(
            [
                "Information: {braces} stay",
                "Warning: no events",
                "Information: {braces} stay",
                "Verbose: background",
            ],
            _lines
        );
    }
}
