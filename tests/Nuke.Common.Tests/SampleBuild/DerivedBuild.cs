using Nuke.Common;
using Serilog;

namespace SampleBuild;

/// <summary>Overrides a target of its base class and keeps what that does.</summary>
internal sealed class DerivedBuild : BaseBuild
{
    public static int Run() => Execute<DerivedBuild>(x => x.Publish);

    protected override Target Publish =>
        _ => _.Base().Inherit(Announce).Executes(() => Log.Information("derived publish"));

    private Target Announce =>
        _ => _.Unlisted().OnlyWhenDynamic(() => IsLocalBuild).Executes(() => Log.Information("announced"));
}
