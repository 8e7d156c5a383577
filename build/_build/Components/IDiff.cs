using Nuke.Common;
using Slipway.Pipeline;
using Slipway.Targets.CommandLine;
using Slipway.Targets.Help;
using Slipway.Targets.Workspaces;
using Slipway.Values;

namespace Slipway.Targets.Components;

/// <summary>What a release would change.</summary>
internal interface IDiff : IHazReplicas, IHazCommitOrder, IHazTo, ILocalCluster, IHazOutput
{
    /// <summary>The release to compare from.</summary>
    [Parameter(
        "Version or revision of a recorded release, to compare it with the one of --to - Default compares this commit with "
            + "what runs"
    )]
    string From => TryGetValue(() => From);

    /// <summary>
    /// Compares this commit with what runs, or two recorded releases. Exit code 4 says that there is a difference.
    /// </summary>
    [Query(AnswerKind.Data)]
    [Example("Diff --env staging", "lists each object and field that Deploy would change")]
    [Example("Diff --env staging --output markdown", "prints it for a pull request's comment")]
    [Example("Diff --env production --verbosity quiet", "counts what Promote would change")]
    [Example(
        "Diff --env production --from 12 --to 14",
        "compares two recorded releases: commits, images, objects"
    )]
    Target Diff =>
        _ =>
            _.Description(
                    "Shows what a release would change, or what two differ in; builds and writes nothing"
                )
                .DependsOn<ILocalCluster>(x => x.LocalUp)
                .Executes(async () =>
                {
                    var choices = new ChangeChoices
                    {
                        AllowOlder = OptionalValue.LineOrNull(AllowOlder),
                        ResetReplicas = ResetReplicas,
                    };
                    var (from, to) = (OptionalValue.OrNull(From), OptionalValue.OrNull(To));
                    var compares = from is not null || to is not null;
                    if (
                        compares
                            ? await Delivery.ShowComparisonAsync(from, to)
                            : await Delivery.ShowDiffAsync(choices)
                    )
                        ExitCode = (int)Outcome.Different;
                });
}
