namespace LocalCluster.Objects;

/// <summary>Why a cluster cannot start, in a sentence for its user.</summary>
public sealed class ClusterStartException(string message) : Exception(message);
