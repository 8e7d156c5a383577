using Nuke.Common;
using Slipway.Pipeline;
using Slipway.Targets.CommandLine;
using Slipway.Targets.Help;
using Slipway.Targets.Workspaces;
using Slipway.Values;

namespace Slipway.Targets.Components;

/// <summary>What a release would change.</summary>
internal interface IDiff : IHazReplicas, IHazCommitOrder, ILocalCluster, IHazOutput
{
    /// <summary>Compares this commit with what runs. Exit code 4 says that something would change.</summary>
    [Query(AnswerKind.Data)]
    [Example("Diff --env staging", "lists each object and field that Deploy would change")]
    [Example("Diff --env staging --output markdown", "prints it for a pull request's comment")]
    [Example("Diff --env production --verbosity quiet", "counts what Promote would change")]
    Target Diff =>
        _ =>
            _.Description("Shows what a release would change, object by object; builds and writes nothing")
                .DependsOn<ILocalCluster>(x => x.LocalUp)
                .Executes(async () =>
                {
                    var choices = new ChangeChoices
                    {
                        AllowOlder = OptionalValue.LineOrNull(AllowOlder),
                        ResetReplicas = ResetReplicas,
                    };
                    if (await Delivery.ShowDiffAsync(choices))
                        ExitCode = (int)Outcome.Different;
                });
}
