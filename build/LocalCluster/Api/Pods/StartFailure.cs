namespace LocalCluster.Api.Pods;

/// <summary>A program that cannot be run.</summary>
internal class StartFailure(string message) : Exception(message);
