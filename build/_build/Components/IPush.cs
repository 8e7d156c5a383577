using Nuke.Common;
using Slipway.Targets.Help;

namespace Slipway.Targets.Components;

/// <summary>Image uploads.</summary>
internal interface IPush : IContainerBuild, ITest
{
    /// <summary>Without it, shared environments refuse uncommitted changes.</summary>
    [Parameter("Allows uncommitted changes in an environment that is not local")]
    bool AllowDirty => TryGetValue<bool?>(() => AllowDirty) ?? false;

    /// <summary>Uploads the images that the registry lacks.</summary>
    [Example("Push --env staging --signing-key cosign.key", "uploads and signs the images")]
    Target Push =>
        _ =>
            _.Description(
                    "Uploads missing images, tags them with the version and signs them if there is a key"
                )
                .DependsOn<IContainerBuild>(x => x.ContainerBuild)
                .DependsOn<ITest>(x => x.TestServices)
                .DependsOn<ILocalCluster>(x => x.LocalUp)
                .OnlyWhenDynamic(() => Environment.PromotionFrom == null)
                .Executes(async () =>
                    await Images.PushAsync(Environment, App, AllowDirty, PreflightResult.Key)
                );
}
