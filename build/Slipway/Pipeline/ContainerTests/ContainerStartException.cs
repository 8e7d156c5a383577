namespace Slipway.Pipeline.ContainerTests;

/// <summary>A container could not be started, which is a finding about its image.</summary>
/// <param name="why">What the place says.</param>
public sealed class ContainerStartException(string why) : Exception(why);
