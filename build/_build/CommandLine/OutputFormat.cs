namespace Slipway.Targets.CommandLine;

/// <summary>The form of a query's answer.</summary>
internal enum OutputFormat
{
    /// <summary>Tables and lines, for people.</summary>
    Text,

    /// <summary>
    /// For programs: one JSON document (RFC 8259, <c>docs/json.md</c>), or of a command that changes something one event
    /// in each line (<c>docs/events.md</c>).
    /// </summary>
    Json,

    /// <summary>Markdown (GitHub Flavored), for comments and summaries of CI systems.</summary>
    Markdown,
}
