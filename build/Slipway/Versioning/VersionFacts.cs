namespace Slipway.Versioning;

/// <summary>What is true of a commit, whatever lies uncommitted beside it.</summary>
/// <param name="Tool">What the tool printed.</param>
/// <param name="Author">The name of the commit's author.</param>
internal sealed record VersionFacts(string Tool, string Author);
