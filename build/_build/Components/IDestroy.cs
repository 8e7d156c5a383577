using Nuke.Common;
using Slipway.Pipeline;
using Slipway.Targets.CommandLine;
using Slipway.Targets.Help;
using Slipway.Targets.Workspaces;

namespace Slipway.Targets.Components;

/// <summary>Removes the application.</summary>
internal interface IDestroy : IHazDelivery, ILocalCluster, IHazOutput
{
    /// <summary>Required where others may use the application.</summary>
    [Parameter("Name of the application to destroy; required unless the environment is local")]
    string Confirm => TryGetValue(() => Confirm);

    /// <summary>Without it, volumes stay.</summary>
    [Parameter("Deletes the application's volumes too: PersistentVolumeClaims and what they hold")]
    bool DeleteData => TryGetValue<bool?>(() => DeleteData) ?? false;

    /// <summary>Removes everything that Slipway deployed.</summary>
    [Query(AnswerKind.Events)]
    [Example("Destroy --env local", "removes the application and its release records")]
    [Example("Destroy --env staging --confirm movies", "a shared environment needs the application's name")]
    [Example("Destroy --env staging --confirm movies --delete-data", "deletes its volumes too")]
    Target Destroy =>
        _ =>
            _.Description("Removes the application and its release records from an environment")
                .DependsOn<ILocalCluster>(x => x.LocalUp)
                .Executes(async () =>
                    await Delivery.DestroyAsync(
                        OptionalValue.OrNull(Confirm),
                        new ChangeChoices { DeleteData = DeleteData }
                    )
                );
}
