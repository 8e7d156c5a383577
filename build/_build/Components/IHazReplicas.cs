using Nuke.Common;

namespace Slipway.Targets.Components;

/// <summary>Releases that may find counts of pods that were set by hand.</summary>
internal interface IHazReplicas : IHazDelivery
{
    /// <summary>Without it, they stay until the manifests' own count changes.</summary>
    [Parameter("Applies the replicas of the manifests where somebody scaled by hand")]
    bool ResetReplicas => TryGetValue<bool?>(() => ResetReplicas) ?? false;
}
