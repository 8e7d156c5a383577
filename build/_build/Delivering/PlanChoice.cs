using Slipway.Pipeline.Planning;
using Slipway.Values;

namespace Slipway.Targets.Delivering;

/// <summary>Whether a deployment is planned, or was.</summary>
/// <param name="Folder">What a relative path is relative to.</param>
/// <param name="Save">Where the plan is saved; null where none is made.</param>
/// <param name="From">The plan that is done; null for none.</param>
internal sealed record PlanChoice(string Folder, string? Save, string? From)
{
    /// <summary>The file to save the plan in; null for none.</summary>
    public PlanFile? SaveFile => Save is null ? null : FileOf(Save);

    /// <summary>The file of the plan that is done; null for none.</summary>
    public PlanFile? FromFile => From is null ? null : FileOf(From);

    /// <summary>What is wrong with the choice; null where nothing is.</summary>
    /// <param name="writing">The targets of this run that change the environment.</param>
    /// <param name="deploy">The only one of them that can be planned.</param>
    public Refusal? Mistake(IReadOnlyList<string> writing, string deploy) =>
        (Save, From) switch
        {
            (null, null) => null,
            ({ }, { }) => new TwoPlansException(),
            _ when writing.Count == 1 && writing[0] == deploy => null,
            _ => new NothingToPlanException(Save is null ? "--from-plan" : "--plan-file", deploy),
        };

    private PlanFile FileOf(string path) => new(Path.GetFullPath(path, Folder));
}

/// <summary>A plan is to be made and to be done.</summary>
internal sealed class TwoPlansException()
    : Refusal(
        "a plan is either made or done, not both at once",
        "--plan-file and --from-plan",
        "Make the plan with --plan-file, have it approved, and pass the same file to --from-plan."
    );

/// <summary>No deployment, or more than that, is in the run.</summary>
internal sealed class NothingToPlanException(string option, string deploy)
    : Refusal(
        $"{option} is for {deploy} alone: what other targets change is not planned",
        option,
        $"Name {deploy} as the only target that changes the environment, or leave {option} out."
    );
