using Nuke.Common;
using Slipway.Targets.Help;
using Slipway.Targets.Images;

namespace Slipway.Targets.Components;

/// <summary>Image builds.</summary>
internal interface IContainerBuild : ICompile, ILocalCluster, IHazRegistry, IHazSigningKey
{
    /// <summary>Builds an image for each service, on the environment's base image.</summary>
    [Example("ContainerBuild", "builds what changed and says why")]
    Target ContainerBuild =>
        _ =>
            _.Description("Builds an OCI image for each service; the same source gives the same digest")
                .DependsOn<ICompile>(x => x.Compile)
                .OnlyWhenDynamic(() => Environment.PromotionFrom == null)
                .Executes(async () =>
                    ImageCommands.Report(await Images.BuildAsync(Environment, PreflightResult.Key))
                );
}
