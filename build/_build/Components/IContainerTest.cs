using Nuke.Common;
using Slipway.Targets.Containers;
using Slipway.Targets.Help;
using Slipway.Targets.Workspaces;

namespace Slipway.Targets.Components;

/// <summary>Container tests: starts each image and checks what the cluster relies on.</summary>
internal interface IContainerTest : IContainerBuild
{
    /// <summary>A Docker Engine proves more; the local cluster is always available on Linux.</summary>
    [Parameter(
        "Where containers are tested: docker or cluster - Default is docker if a Docker Engine answers "
            + "and the images are not built on scratch"
    )]
    ContainerTestHost? ContainerTestIn => TryGetValue<ContainerTestHost?>(() => ContainerTestIn);

    /// <summary>Tests the images of this checkout; nothing is pushed.</summary>
    [Example("ContainerTest --container-test-in cluster", "needs no Docker Engine")]
    Target ContainerTest =>
        _ =>
            _.Description("Starts each image and checks health, metrics, user, signals and read-only root")
                .DependsOn<IContainerBuild>(x => x.ContainerBuild)
                .OnlyWhenDynamic(() => Environment.PromotionFrom == null)
                .Executes(async () =>
                    await new ContainerTesting(Workspace, Images, Environment).RunAsync(ContainerTestIn)
                );
}
