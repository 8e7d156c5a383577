using System.Globalization;
using System.Text.Json.Nodes;
using Serilog;
using Serilog.Core;
using Serilog.Events;
using Slipway.Kubernetes.Objects;
using Slipway.Reporting;
using Slipway.Rollouts.Waiting;
using Slipway.Targets.CommandLine;
using Slipway.Targets.Logging;
using Slipway.Values;

namespace Slipway.Targets.Tests.Logging;

/// <summary>
/// Text that a pod, a commit's author or a registry wrote, through every way to a terminal, a file or a CI host: it is
/// shown and never obeyed.
/// </summary>
public sealed class HostileTextTests : ILogEventSink
{
    private const int Cases = 2000;

    private static readonly string[] s_parts =
    [
        "::error file=x::",
        "::add-mask::",
        " ::stop-commands::t\n",
        "##[group]",
        "##vso[task.setvariable variable=x]",
        "##teamcity[testFailed]",
        "\u001b[2J",
        "\u001b]8;;http://example.com\u0007",
        "\u009b31m",
        "\r",
        "\r\n",
        "\n",
        "\u2028",
        "\u202e",
        "\u2066",
        "\b\b\b",
        "\0",
        "| a | b |\n",
        "<script>",
        "@everyone",
        "[x](http://example.com)",
        "`",
        "plain words",
        "日本",
        "\ud83d",
        "%0A::error::",
    ];

    private readonly List<string> _logged = [];

    void ILogEventSink.Emit(LogEvent logEvent) =>
        _logged.Add(logEvent.RenderMessage(CultureInfo.InvariantCulture));

    public static TheoryData<string> Ways => [.. s_ways.Keys];

    [Theory]
    [MemberData(nameof(Ways))]
    public void It_is_shown_and_not_obeyed(string way)
    {
        foreach (var text in Texts())
        {
            var shown = s_ways[way](text);
            Assert.False(IsObeyed(shown), $"{way}: {Escaped(text)} became {Escaped(shown)}");
        }
    }

    [Fact]
    public void The_log_neither()
    {
        using var log = new LoggerConfiguration().MinimumLevel.Verbose().WriteTo.Sink(this).CreateLogger();
        var reporter = new LogReporter(log);
        foreach (var text in Texts())
        {
            reporter.Info(text);
            reporter.Warning(text);
            reporter.Detail(text);
        }
        Assert.Equal(3 * Cases, _logged.Count);
        Assert.DoesNotContain(_logged, IsObeyed);
    }

    private static readonly Dictionary<string, Func<string, string>> s_ways = new()
    {
        ["refusal"] = text => RefusalText.Of(new Sample(text)),
        ["annotation"] = text => RefusalText.AnnotationOf(new Sample(text))["::error::".Length..],
        ["table"] = text => Printed(OutputFormat.Text, text),
        ["event"] = text => Event(new Notice(Severity.Info, text)),
        ["event of an object"] = text => Event(new ObjectRemoved(new ObjectKey(text, text, text, text))),
        ["event of a pod"] = text => Event(Failed(text)),
        ["event of an error"] = text => Events(stream => stream.WriteErrors(new Sample(text))),
        ["event of a bug"] = text =>
            Events(stream => stream.WriteErrors(new InvalidOperationException(text))),
        ["json"] = text => Printed(OutputFormat.Json, text),
        ["markdown"] = text => Printed(OutputFormat.Markdown, text),
    };

    private static string Event(Notice notice) => Events(stream => stream.Write(NoticeEvents.Of(notice)));

    private static string Events(Action<EventStream> write)
    {
        var output = new StringWriter();
        write(new EventStream(output, TimeProvider.System));
        // Whatever the text, it is one line, and says the same.
        Assert.NotNull(JsonNode.Parse(Assert.Single(output.ToString().TrimEnd().Split('\n'))));
        return output.ToString();
    }

    private static PodFailed Failed(string text) =>
        new(
            new RolloutFault(
                new ObjectKey("apps/v1", "Deployment", text, text),
                text,
                new PodFault(FaultGrade.Fatal, 1, text, text, text, text),
                new FailureLog([text], [text])
            )
        );

    private static string Printed(OutputFormat format, string text)
    {
        var output = new StringWriter { NewLine = "\n" };
        new Results(format, output).Write(
            () =>
                Table.Of(
                    ["NAME", "OF"],
                    [
                        [text, text],
                    ]
                ),
            () => new JsonObject { ["name"] = text },
            () =>
                Markdown.Table(
                    ["NAME"],
                    [
                        [Markdown.Text(text)],
                    ]
                )
        );
        return output.ToString();
    }

    private static IEnumerable<string> Texts()
    {
        // The same ones each time.
        var random = new Random(20261201);
        for (var i = 0; i < Cases; i++)
            yield return string.Concat(
                Enumerable.Range(0, random.Next(1, 6)).Select(_ => s_parts[random.Next(s_parts.Length)])
            );
    }

    private static bool IsObeyed(string shown) =>
        shown.Any(c =>
            (char.IsControl(c) && c is not ('\n' or '\t'))
            || c is '\u2028' or '\u2029' or (>= '\u202a' and <= '\u202e') or (>= '\u2066' and <= '\u2069')
        )
        || shown.Contains("##[", StringComparison.Ordinal)
        || shown.Contains("##vso[", StringComparison.Ordinal)
        || shown.Contains("##teamcity[", StringComparison.Ordinal)
        || shown.Split('\n').Any(line => line.TrimStart().StartsWith("::", StringComparison.Ordinal));

    private static string Escaped(string text) =>
        string.Concat(text.Select(c => c < ' ' || c > '~' ? $"\\u{(int)c:x4}" : $"{c}"));

    private sealed class Sample(string text) : Refusal(text, text, text);
}
