using System.Globalization;
using System.Text.Json.Nodes;
using Slipway.Targets.CommandLine;
using Slipway.Values;

namespace Slipway.Targets.Logging;

/// <summary>
/// Writes what happens as NDJSON, one event in each line, for programs that follow a command; <c>docs/events.md</c>
/// describes them.
/// </summary>
/// <param name="writer">Where to.</param>
/// <param name="time">The clock.</param>
internal sealed class EventStream(TextWriter writer, TimeProvider time)
{
    /// <summary>The version of the format.</summary>
    public const int Version = 1;

    private readonly Lock _writing = new();

    /// <summary>That of this process, on standard output; null where its user did not ask for events.</summary>
    public static EventStream? For(ConsoleUse use) =>
        use.Events
            ? new EventStream(
                new StreamWriter(Console.OpenStandardOutput()) { NewLine = "\n" },
                TimeProvider.System
            )
            : null;

    /// <summary>Writes one event.</summary>
    public void Write(RunEvent happened)
    {
        lock (_writing)
        {
            var line = new JsonObject
            {
                ["version"] = Version,
                ["time"] = Moment(time.GetUtcNow()),
                ["type"] = happened.Type,
            };
            foreach (var (name, value) in happened.Fields)
                line[name] = value?.DeepClone();
            writer.WriteLine(VisibleText.Json(line.ToJsonString(ValueJson.Options)));
            writer.Flush();
        }
    }

    /// <summary>Writes why a command is refused or fails, an event for each reason.</summary>
    public void WriteErrors(Exception cause)
    {
        foreach (var reason in ErrorEvents.Of(cause))
            Write(reason);
    }

    /// <summary>Writes the last event of a command.</summary>
    public void WriteEnd(int exitCode) =>
        Write(new RunEvent("runFinished", new JsonObject { ["exitCode"] = exitCode }));

    private static string Moment(DateTimeOffset time) =>
        time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);
}

/// <summary>One event, without what all of them have.</summary>
/// <param name="Type">What happened.</param>
/// <param name="Fields">The parts of it.</param>
internal sealed record RunEvent(string Type, JsonObject Fields);
