using Nuke.Common;

namespace SampleBuild.Components;

[ParameterPrefix("Cluster")]
public interface ICluster : INukeBuild
{
    [Parameter("Seconds to wait")]
    int Timeout => TryGetValue<int?>(() => Timeout) ?? 60;
}
