using Nuke.Common;

namespace SampleBuild;

internal sealed class CircularBuild : NukeBuild
{
    public static int Run() => Execute<CircularBuild>(x => x.First);

    private Target First => _ => _.DependsOn(Second);

    private Target Second => _ => _.After(Third);

    private Target Third => _ => _.DependsOn(First);
}
