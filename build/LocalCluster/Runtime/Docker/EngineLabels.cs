namespace LocalCluster.Runtime.Docker;

/// <summary>Labels that mark a cluster's resources in an engine.</summary>
/// <param name="directory">The cluster's folder.</param>
internal sealed class EngineLabels(string directory)
{
    private const string Cluster = "dev.slipway.cluster";
    private const string PodUid = "dev.slipway.pod";

    /// <summary>For resources that all pods share.</summary>
    public Dictionary<string, string> OfCluster() => new() { [Cluster] = directory };

    /// <summary>For resources of one pod.</summary>
    public Dictionary<string, string> OfPod(string uid) => new() { [Cluster] = directory, [PodUid] = uid };

    /// <summary>Selects all of the cluster.</summary>
    public Dictionary<string, IDictionary<string, bool>> Filter() =>
        new() { ["label"] = new Dictionary<string, bool> { [$"{Cluster}={directory}"] = true } };
}
