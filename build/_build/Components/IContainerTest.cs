using Nuke.Common;
using Slipway.Targets.Containers;
using Slipway.Targets.Help;
using Slipway.Targets.Workspaces;

namespace Slipway.Targets.Components;

/// <summary>Starts each image and looks at what the cluster relies on.</summary>
internal interface IContainerTest : IContainerBuild
{
    /// <summary>A Docker Engine proves more; the local cluster is always there on Linux.</summary>
    [Parameter(
        "Where containers are tested: docker or cluster - Default is the Docker Engine where one "
            + "answers, unless images are built on scratch"
    )]
    ContainerTestHost? ContainerTestIn => TryGetValue<ContainerTestHost?>(() => ContainerTestIn);

    /// <summary>Tests the images of this checkout; nothing is pushed.</summary>
    [Example("ContainerTest --container-test-in cluster", "without a Docker Engine")]
    Target ContainerTest =>
        _ =>
            _.Description("Starts each image; checks health, metrics, user, signals and read-only root")
                .DependsOn<IContainerBuild>(x => x.ContainerBuild)
                .OnlyWhenDynamic(() => Environment.PromotionFrom == null)
                .Executes(async () =>
                    await new ContainerTesting(Workspace, Images, Environment).RunAsync(ContainerTestIn)
                );
}
