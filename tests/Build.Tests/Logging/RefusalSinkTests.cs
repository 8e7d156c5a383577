using System.Reflection;
using Serilog;
using Serilog.Core;
using Serilog.Events;
using Slipway.Targets.Logging;
using Slipway.Values;

namespace Slipway.Targets.Tests.Logging;

public sealed class RefusalSinkTests : ILogEventSink, IDisposable
{
    private const string Refused = "Refused: what\n  where: where\n  next:  next";
    private const string Interrupted =
        "Interrupted. Progress is recorded; run the command again to continue.";

    private readonly CancellationTokenSource _stop = new();
    private readonly List<LogEvent> _events = [];
    private readonly List<Outcome> _outcomes = [];
    private readonly List<Exception> _causes = [];
    private readonly Logger _log;

    public RefusalSinkTests()
    {
        var engine = new LoggerConfiguration().MinimumLevel.Verbose().WriteTo.Sink(this).CreateLogger();
        var sink = new RefusalSink(engine, _outcomes.Add, "/shop", _stop.Token) { OnError = _causes.Add };
        _log = new LoggerConfiguration().MinimumLevel.Verbose().WriteTo.Sink(sink).CreateLogger();
    }

    void ILogEventSink.Emit(LogEvent logEvent) => _events.Add(logEvent);

    public void Dispose()
    {
        _log.Dispose();
        _stop.Dispose();
    }

    public static TheoryData<Exception> Wrapped =>
        [
            new Sample("what", "where", "next"),
            new AggregateException(new Sample("what", "where", "next")),
            new TargetInvocationException(new AggregateException(new Sample("what", "where", "next"))),
        ];

    [Theory]
    [MemberData(nameof(Wrapped))]
    public void A_refusal_is_shown_as_its_three_lines_without_a_trace(Exception thrown)
    {
        Fail(thrown);
        Assert.Equal("what", Assert.IsType<Sample>(Assert.Single(_causes)).What);
        var shown = Assert.Single(_events);
        Assert.Equal(
            (Refused, LogEventLevel.Error),
            (shown.RenderMessage().ReplaceLineEndings("\n"), shown.Level)
        );
        Assert.Null(shown.Exception);
    }

    [Theory]
    [InlineData(Outcome.Refused)]
    [InlineData(Outcome.Failed)]
    [InlineData(Outcome.RolledBack)]
    public void The_outcome_of_a_refusal_is_told(Outcome outcome)
    {
        Fail(new Sample("what", "where", "next", outcome));
        Assert.Equal([outcome], _outcomes);
    }

    [Fact]
    public void Refusals_that_came_at_once_stay_paragraphs_and_the_worse_outcome_counts()
    {
        Fail(
            new AggregateException(
                new Sample("what", "where", "next"),
                new Sample("more", "there", "then", Outcome.Failed)
            )
        );
        Assert.Equal(
            $"{Refused}\n\nFailed: more\n  where: there\n  next:  then",
            Assert.Single(_events).RenderMessage().ReplaceLineEndings("\n")
        );
        Assert.Equal([Outcome.Failed], _outcomes);
    }

    public static TheoryData<Exception, string> Disks =>
        new()
        {
            { new IOException("No space left on device : '/shop/a'", 28), "No space left on the disk" },
            { new IOException("Read-only file system : '/shop/a'", 30), "Cannot read or write this path" },
            {
                new AggregateException(new UnauthorizedAccessException("Access to '/shop/a' is denied.")),
                "Cannot read or write this path"
            },
        };

    [Theory]
    [MemberData(nameof(Disks))]
    public void A_disk_that_is_full_or_read_only_is_no_fault_of_the_build(Exception thrown, string what)
    {
        Fail(thrown);
        var shown = Assert.Single(_events);
        var words = thrown.InnerException?.Message ?? thrown.Message;
        Assert.StartsWith(
            $"Failed: {what}: {words}\n  where: /shop\n  next:  ",
            shown.RenderMessage().ReplaceLineEndings("\n")
        );
        Assert.Null(shown.Exception);
        Assert.Equal([Outcome.Failed], _outcomes);
    }

    [Fact]
    public void A_fault_keeps_its_trace()
    {
        var fault = new InvalidOperationException("broken");
        Fail(fault);
        Assert.Same(fault, Assert.Single(_events).Exception);
        Assert.Empty(_outcomes);
    }

    [Fact]
    public void What_the_user_interrupted_is_no_fault()
    {
        _stop.Cancel();
        Fail(new TaskCanceledException());
        Assert.Equal(Interrupted, Assert.Single(_events).RenderMessage());
        Assert.Equal([Outcome.Interrupted], _outcomes);
    }

    [Fact]
    public void What_was_cancelled_though_the_user_did_not_interrupt_is_a_fault()
    {
        Fail(new TaskCanceledException("a timeout"));
        Assert.NotNull(Assert.Single(_events).Exception);
        Assert.Empty(_outcomes);
    }

    [Fact]
    public void Everything_else_passes_unchanged()
    {
        _log.ForContext("Target", "Deploy").Warning("{Count} left", 3);
        var passed = Assert.Single(_events);
        Assert.Equal(("3 left", LogEventLevel.Warning), (passed.RenderMessage(), passed.Level));
        Assert.Contains("Target", passed.Properties.Keys);
    }

    private void Fail(Exception exception) =>
        _log.Error(exception, "Target {Target} has thrown an exception", "Deploy");
}
