namespace LocalCluster.Runtime.Docker;

/// <summary>How what a cluster makes in an engine is told from what others made.</summary>
/// <param name="directory">The cluster's folder.</param>
internal sealed class EngineLabels(string directory)
{
    private const string Cluster = "dev.slipway.cluster";
    private const string PodUid = "dev.slipway.pod";

    /// <summary>Of what all pods share.</summary>
    public Dictionary<string, string> OfCluster() => new() { [Cluster] = directory };

    /// <summary>Of what belongs to one pod.</summary>
    public Dictionary<string, string> OfPod(string uid) => new() { [Cluster] = directory, [PodUid] = uid };

    /// <summary>Selects all of the cluster.</summary>
    public Dictionary<string, IDictionary<string, bool>> Filter() =>
        new() { ["label"] = new Dictionary<string, bool> { [$"{Cluster}={directory}"] = true } };
}
