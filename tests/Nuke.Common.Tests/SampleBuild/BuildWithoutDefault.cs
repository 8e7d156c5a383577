using Nuke.Common;

namespace SampleBuild;

internal sealed class BuildWithoutDefault : NukeBuild
{
    public static int Run() => Execute<BuildWithoutDefault>();

    private Target Only => _ => _.Description("The only target").Executes(() => { });
}
