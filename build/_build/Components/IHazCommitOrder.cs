using Nuke.Common;

namespace Slipway.Targets.Components;

/// <summary>Releases that are made from a commit.</summary>
internal interface IHazCommitOrder : IHazDelivery
{
    /// <summary>Without it, a commit that lacks the running one is refused outside a local environment.</summary>
    [Parameter(
        "Reason to release a commit that does not contain the running one; recorded and shown by History"
    )]
    string AllowOlder => TryGetValue(() => AllowOlder);
}
