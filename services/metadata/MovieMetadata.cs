namespace Metadata;

/// <summary>What is known about a movie.</summary>
public sealed record MovieMetadata(string Id, string Title, string Description, string Director);
