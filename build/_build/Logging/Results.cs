using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Slipway.Targets.CommandLine;

namespace Slipway.Targets.Logging;

/// <summary>Prints what a command was asked for, as opposed to what it says on the way.</summary>
internal sealed class Results(OutputFormat format, TextWriter writer)
{
    // The document goes to programs and terminals, never into HTML.
    private static readonly JsonSerializerOptions s_json = new()
    {
        WriteIndented = true,
        NewLine = "\n",
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>The form that is asked for.</summary>
    public OutputFormat Format { get; } = format;

    /// <summary>Prints in that form.</summary>
    public void Write(Func<IReadOnlyList<string>> lines, Func<JsonObject> document)
    {
        if (Format == OutputFormat.Json)
            WriteLines([document().ToJsonString(s_json)]);
        else
            WriteLines(lines());
    }

    /// <summary>Prints lines of text.</summary>
    public void WriteLines(IReadOnlyList<string> lines)
    {
        foreach (var line in lines)
            writer.WriteLine(line);
        writer.Flush();
    }

    /// <summary>Prints to standard output itself, wherever the log goes.</summary>
    public static Results For(ConsoleUse use) =>
        new(
            use.Format,
            use.Log == LogPlace.Output ? Console.Out : new StreamWriter(Console.OpenStandardOutput())
        );
}
