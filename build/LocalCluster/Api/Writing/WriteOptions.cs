using System.Text.Json.Nodes;

namespace LocalCluster.Api.Writing;

/// <summary>How a write is meant: what its query parameters say.</summary>
/// <param name="Manager">Who owns what is written.</param>
internal sealed record WriteOptions(string Manager)
{
    /// <summary>Everything happens but the write itself.</summary>
    public bool DryRun { get; init; }

    /// <summary>Takes fields from other managers; for apply only.</summary>
    public bool Force { get; init; }

    /// <summary>What becomes of unknown fields: <c>Strict</c>, <c>Warn</c> or <c>Ignore</c>.</summary>
    public string FieldValidation { get; init; } = "Ignore";

    /// <summary><c>status</c> or <c>scale</c>; null for the object itself.</summary>
    public string? Subresource { get; init; }

    /// <summary>
    /// What the write must pass beside the rules of its kind, told of the object before and after; it throws.
    /// </summary>
    public Action<JsonObject?, JsonObject>? Admission { get; init; }

    /// <summary>Sentences for the client, sent beside a success.</summary>
    public List<string> Warnings { get; } = [];
}
