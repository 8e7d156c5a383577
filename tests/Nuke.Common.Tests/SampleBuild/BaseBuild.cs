using Nuke.Common;
using Nuke.Common.Git;
using Nuke.Common.Tooling;
using Serilog;

namespace SampleBuild;

internal abstract class BaseBuild : NukeBuild
{
    [Parameter("Where to publish to")]
    [Required]
    protected readonly string? Feed;

    [PathVariable]
    private readonly Tool Git = null!;

    [GitRepository]
    [Optional]
    private readonly GitRepository? Repository;

    protected virtual Target Publish =>
        _ =>
            _.DependsOn(Prepare)
                .Executes(() =>
                    Log.Information("base publish to {Feed} from {Branch}", Feed, Repository?.Branch)
                );

    protected Target Prepare => _ => _.Requires(() => Git).Executes(() => Git("--version", logOutput: false));
}
