using Nuke.Common;
using Slipway.Targets.CommandLine;
using Slipway.Targets.Delivering;
using Slipway.Targets.Help;

namespace Slipway.Targets.Components;

/// <summary>The rights of whoever deploys.</summary>
internal interface IRights : IHazDelivery, IHazOutput
{
    /// <summary>Prints the Roles that the commands need in an environment.</summary>
    [Query(AnswerKind.Manifests)]
    [Example("Rights --env staging", "prints a Role, and how to bind it")]
    [Example("Rights --env staging > role.yaml", "for 'kubectl apply -f role.yaml', by who may grant rights")]
    [Example("Rights --env staging --output json", "prints the same as a List in JSON")]
    Target Rights =>
        _ =>
            _.Description("Prints the Role that deploying to an environment needs, as YAML")
                .Executes(async () =>
                    await new RightsQuery(Workspace, Environment, Delivery, App).ShowAsync()
                );
}
