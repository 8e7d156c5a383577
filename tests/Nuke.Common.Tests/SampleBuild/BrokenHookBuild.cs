using Nuke.Common;

namespace SampleBuild;

internal sealed class BrokenHookBuild : NukeBuild
{
    public static int Run() => Execute<BrokenHookBuild>(x => x.Only);

    private Target Only => _ => _.Executes(() => { });

    protected override void OnBuildInitialized() => throw new NotSupportedException("not on this machine");
}
