using Slipway.Environments;
using Slipway.Manifests;
using Slipway.Targets.Workspaces;
using Slipway.Values;
using Slipway.Versioning;

namespace Slipway.Targets.Delivering;

/// <summary>
/// Renders an environment's overlay as a commit has it. What is promoted is what another environment proved, so
/// the working tree, with whatever somebody has edited there, has no part in it.
/// </summary>
internal sealed class CommittedOverlay(Workspace workspace, EnvironmentSettings environment)
{
    /// <summary>The objects of the overlay.</summary>
    /// <param name="commit">The full id of the commit.</param>
    /// <exception cref="VersioningRefusal">The clone does not have the commit.</exception>
    /// <exception cref="OverlayMissingException">The commit does not have the overlay.</exception>
    public async Task<IReadOnlyList<KubeObject>> RenderAsync(string commit)
    {
        var folder = Path.Combine(workspace.Temporary, $"commit-{Guid.NewGuid():n}");
        Directory.CreateDirectory(folder);
        try
        {
            await new CommittedFiles(workspace.Root).WriteAsync(commit, folder, workspace.Stop);
            var overlay = Path.GetRelativePath(workspace.Root, environment.Overlay);
            var there = Path.Combine(folder, overlay);
            if (!Directory.Exists(there))
                throw new OverlayMissingException(commit, overlay);
            return await new ManifestRenderer().RenderAsync(there, environment.Namespaces, workspace.Stop);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}

/// <summary>The commit that is promoted has no overlay for the environment.</summary>
internal sealed class OverlayMissingException(string commit, string overlay)
    : Refusal(
        $"commit {commit[..Math.Min(7, commit.Length)]}, which is to be promoted, has no {overlay}",
        overlay,
        "Commit the overlay, deploy that commit to the environment that is promoted from, and promote again."
    );
