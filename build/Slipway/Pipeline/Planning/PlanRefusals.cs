using Slipway.Values;

namespace Slipway.Pipeline.Planning;

/// <summary>A file is no plan.</summary>
public sealed class PlanUnreadableException(string file, string why)
    : Refusal(
        $"the plan cannot be read: {why}",
        $"--from-plan {file}",
        "Name a file that Deploy --plan-file wrote, as it wrote it, or make a new plan."
    );

/// <summary>A plan cannot be saved.</summary>
public sealed class PlanUnwritableException(string file, string why)
    : Refusal(
        $"the plan cannot be saved: {why}",
        $"--plan-file {file}",
        "Name a file in a folder that this user may write to."
    );

/// <summary>A plan is for something else.</summary>
public sealed class PlanForOtherException(PlanTarget planned, PlanTarget asked, string file)
    : Refusal(
        $"the plan is for {planned}, and this command is for {asked}",
        $"--from-plan {file}",
        $"Use the plan that was made for it, or make one: {PlanHints.Make(asked.Environment)}"
    );

/// <summary>What would be done is no longer what was approved.</summary>
public sealed class PlanOutdatedException(IReadOnlyList<string> differences, string file, string environment)
    : Refusal(
        "the plan no longer says what would be done:\n"
            + string.Join('\n', differences.Take(Most).Select(difference => $"  {difference}"))
            + (differences.Count > Most ? $"\n  and {differences.Count - Most} more" : ""),
        $"--from-plan {file}",
        $"Nothing was applied. Make a new plan and have it approved: {PlanHints.Make(environment)}"
    )
{
    private const int Most = 20;
}

internal static class PlanHints
{
    public static string Make(string environment) =>
        $"./build.sh Deploy --env {environment} --plan-file plan.json";
}
