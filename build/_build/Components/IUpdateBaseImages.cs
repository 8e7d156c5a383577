using Nuke.Common;
using Slipway.Targets.Help;
using Slipway.Targets.Images;
using Slipway.Targets.Workspaces;

namespace Slipway.Targets.Components;

/// <summary>Keeps base images current.</summary>
internal interface IUpdateBaseImages : IHazRegistry
{
    /// <summary>Refreshes the lock file.</summary>
    [Example("UpdateBaseImages", "writes k8s/base-images.lock.yaml; commit it")]
    Target UpdateBaseImages =>
        _ =>
            _.Description("Locks the base images of all environments and Dockerfiles to today's digests")
                .Executes(async () => await new BaseImageCommands(Workspace, Images).UpdateAsync());
}
