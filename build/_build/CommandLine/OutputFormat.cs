namespace Slipway.Targets.CommandLine;

/// <summary>The form of a query's answer.</summary>
internal enum OutputFormat
{
    /// <summary>Tables and lines, for people.</summary>
    Text,

    /// <summary>One JSON document (RFC 8259), for programs; <c>docs/json.md</c> describes it.</summary>
    Json,

    /// <summary>Markdown (GitHub Flavored), for comments and summaries of CI systems.</summary>
    Markdown,
}
