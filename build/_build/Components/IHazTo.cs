using Nuke.Common;

namespace Slipway.Targets.Components;

/// <summary>The release that a command goes to.</summary>
internal interface IHazTo : INukeBuild
{
    /// <summary>The release to restore, or to compare with.</summary>
    [Parameter(
        "Rollback: version or revision to restore - Default is the last good release before the current one; "
            + "Diff: version or revision to compare with - Default is the one that runs"
    )]
    string To => TryGetValue(() => To);
}
