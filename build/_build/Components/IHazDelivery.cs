using Nuke.Common;
using Slipway.Targets.Delivering;
using Slipway.Targets.Workspaces;

namespace Slipway.Targets.Components;

/// <summary>Access to an environment's cluster.</summary>
internal interface IHazDelivery : IHazRegistry
{
    /// <summary>Server-side apply with <c>force</c>.</summary>
    [Parameter("Takes over fields that other field managers own")]
    bool ForceConflicts => TryGetValue<bool?>(() => ForceConflicts) ?? false;

    /// <summary>Replacements with consequences; docs/immutable-fields.md lists them.</summary>
    [Parameter("Deletes and re-creates objects whose changed fields cannot change")]
    bool ReplaceImmutable => TryGetValue<bool?>(() => ReplaceImmutable) ?? false;

    /// <summary>The engine's use cases in this environment.</summary>
    Delivery Delivery =>
        new(
            Workspace,
            Environment,
            Images,
            PreflightResult,
            new DeliveryOptions(
                App,
                OptionalValue.OrNull(KubeconfigContent),
                ForceConflicts,
                ReplaceImmutable
            )
        );
}
