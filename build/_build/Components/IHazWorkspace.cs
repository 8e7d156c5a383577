using Nuke.Common;
using Slipway.Targets.Workspaces;

namespace Slipway.Targets.Components;

/// <summary>What all components share: the repository, the engine and this run.</summary>
internal interface IHazWorkspace : INukeBuild
{
    /// <summary>Created once per run.</summary>
    Workspace Workspace { get; }

    /// <summary>Found before the first target; empty until then.</summary>
    PreflightResult PreflightResult { get; }
}
