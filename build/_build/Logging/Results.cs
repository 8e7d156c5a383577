using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Slipway.Targets.CommandLine;
using Slipway.Values;

namespace Slipway.Targets.Logging;

/// <summary>Prints a command's result, as opposed to its log.</summary>
internal sealed class Results(OutputFormat format, TextWriter writer)
{
    // Safe because the document is never embedded in HTML.
    private static readonly JsonSerializerOptions s_json = new()
    {
        WriteIndented = true,
        NewLine = "\n",
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>The requested form.</summary>
    public OutputFormat Format { get; } = format;

    /// <summary>Whether the user wants the answer alone, and as little of it as is of use.</summary>
    public bool IsQuiet { get; init; }

    /// <summary>Prints in that form.</summary>
    /// <param name="lines">The answer as text.</param>
    /// <param name="document">The answer as JSON.</param>
    /// <param name="markdown">The answer as Markdown; null where there is none.</param>
    /// <param name="painted">
    /// Whether the text has colours of our own; then what others wrote was made visible before it was painted.
    /// </param>
    public void Write(
        Func<IReadOnlyList<string>> lines,
        Func<JsonObject> document,
        Func<IReadOnlyList<string>>? markdown = null,
        bool painted = false
    ) =>
        WriteLines(
            Format switch
            {
                OutputFormat.Json => [VisibleText.Json(document().ToJsonString(s_json))],
                OutputFormat.Markdown when markdown is not null => markdown(),
                _ when painted => lines(),
                _ => [.. lines().Select(VisibleText.Line)],
            }
        );

    /// <summary>Prints lines of text.</summary>
    public void WriteLines(IReadOnlyList<string> lines)
    {
        foreach (var line in lines)
            writer.WriteLine(line);
        writer.Flush();
    }

    /// <summary>Writes to standard output, wherever the log goes.</summary>
    public static Results For(ConsoleUse use) =>
        new(
            use.Format,
            use.Log == LogPlace.Output ? Console.Out : new StreamWriter(Console.OpenStandardOutput())
        )
        {
            IsQuiet = use.Log == LogPlace.OnFailure,
        };
}
