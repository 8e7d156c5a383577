using Nuke.Common;
using Slipway.Targets.Delivering;
using Slipway.Targets.Workspaces;

namespace Slipway.Targets.Components;

/// <summary>The way into an environment's cluster.</summary>
internal interface IHazDelivery : IHazRegistry
{
    /// <summary>Takes fields over that others have set.</summary>
    [Parameter("Takes over fields that other field managers own, instead of refusing")]
    bool ForceConflicts => TryGetValue<bool?>(() => ForceConflicts) ?? false;

    /// <summary>The engine's use cases, for this environment.</summary>
    Delivery Delivery =>
        new(
            Workspace,
            Environment,
            Images,
            PreflightResult,
            new DeliveryOptions(App, OptionalValue.OrNull(KubeconfigContent), ForceConflicts)
        );
}
