using Nuke.Common;
using Serilog;

namespace SampleBuild;

internal abstract class BaseBuild : NukeBuild
{
    [Parameter("Where to publish to")]
    [Required]
    protected readonly string? Feed;

    protected virtual Target Publish =>
        _ => _.DependsOn(Prepare).Executes(() => Log.Information("base publish to {Feed}", Feed));

    protected Target Prepare => _ => _.Requires(() => Feed).Executes(() => { });
}
