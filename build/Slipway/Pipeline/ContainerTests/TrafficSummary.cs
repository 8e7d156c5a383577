namespace Slipway.Pipeline.ContainerTests;

/// <summary>What became of the requests that were under way when a container was asked to end.</summary>
/// <param name="UnderWay">How many there were.</param>
/// <param name="Broken">Why some were not answered.</param>
internal sealed record TrafficSummary(int UnderWay, IReadOnlyList<string> Broken);
