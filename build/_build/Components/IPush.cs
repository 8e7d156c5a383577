using Nuke.Common;
using Slipway.Targets.Help;

namespace Slipway.Targets.Components;

/// <summary>Brings images into the registry.</summary>
internal interface IPush : IContainerBuild, ITest
{
    /// <summary>Uncommitted changes stay away from shared environments, unless this is given.</summary>
    [Parameter("Lets uncommitted changes into an environment that is not local")]
    bool AllowDirty => TryGetValue<bool?>(() => AllowDirty) ?? false;

    /// <summary>Uploads what the registry lacks.</summary>
    [Example("Push --env staging --signing-key cosign.key", "uploads and signs")]
    Target Push =>
        _ =>
            _.Description(
                    "Uploads the images that the registry lacks, tagged with the version, and signs them with a key"
                )
                .DependsOn<IContainerBuild>(x => x.ContainerBuild)
                .DependsOn<ITest>(x => x.TestServices)
                .DependsOn<ILocalCluster>(x => x.LocalUp)
                .OnlyWhenDynamic(() => Environment.PromotionFrom == null)
                .Executes(async () =>
                    await Images.PushAsync(Environment, App, AllowDirty, PreflightResult.Key)
                );
}
