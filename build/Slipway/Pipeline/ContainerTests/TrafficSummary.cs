namespace Slipway.Pipeline.ContainerTests;

/// <summary>What became of the requests in flight when a container was told to stop.</summary>
/// <param name="UnderWay">How many there were.</param>
/// <param name="Broken">Why some were not answered.</param>
internal sealed record TrafficSummary(int UnderWay, IReadOnlyList<string> Broken);
