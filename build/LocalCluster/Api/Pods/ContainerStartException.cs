namespace LocalCluster.Api.Pods;

/// <summary>A program that cannot be run.</summary>
internal class ContainerStartException(string message) : Exception(message);
