using Nuke.Common;

namespace Slipway.Targets.Components;

/// <summary>Releases that remove what left the manifests.</summary>
internal interface IHazPruning : IHazDelivery
{
    /// <summary>Without it, a terminal is asked, and without a terminal it is refused.</summary>
    [Parameter(
        "Allows the release to remove workloads, or more than 30 % of the objects, outside a local environment"
    )]
    bool ConfirmPrune => TryGetValue<bool?>(() => ConfirmPrune) ?? false;
}
