using Nuke.Common;
using Slipway.Targets.Workspaces;

namespace Slipway.Targets.Components;

/// <summary>What all capabilities share: the repository, the engine and this run's surroundings.</summary>
internal interface IHazWorkspace : INukeBuild
{
    /// <summary>Made once for each run.</summary>
    Workspace Workspace { get; }

    /// <summary>Found before the first target; empty until then.</summary>
    PreflightResult PreflightResult { get; }
}
