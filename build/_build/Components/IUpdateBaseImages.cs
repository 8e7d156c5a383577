using Nuke.Common;
using Slipway.Targets.Help;
using Slipway.Targets.Images;
using Slipway.Targets.Workspaces;

namespace Slipway.Targets.Components;

/// <summary>Keeps base images current.</summary>
internal interface IUpdateBaseImages : IHazRegistry
{
    /// <summary>Updates the lock file.</summary>
    [Example("UpdateBaseImages", "writes k8s/base-images.lock.yaml; commit it")]
    Target UpdateBaseImages =>
        _ =>
            _.Description("Locks all base images to their current digests and shows what changed")
                .Executes(async () => await new BaseImageCommands(Workspace, Images).UpdateAsync());
}
