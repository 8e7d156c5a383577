using Nuke.Common;
using Slipway.Targets.Help;
using Slipway.Targets.Images;

namespace Slipway.Targets.Components;

/// <summary>Packs images.</summary>
internal interface IContainerBuild : ICompile, ILocalCluster, IHazRegistry, IHazSigningKey
{
    /// <summary>Packs an image for each service, on the environment's base.</summary>
    [Example("ContainerBuild", "says which images changed, and why")]
    Target ContainerBuild =>
        _ =>
            _.Description("Packs an OCI image for each service; the same source gives the same digest")
                .DependsOn<ICompile>(x => x.Compile)
                .OnlyWhenDynamic(() => Environment.PromotionFrom == null)
                .Executes(async () =>
                    ImageCommands.Report(await Images.BuildAsync(Environment, PreflightResult.Key))
                );
}
