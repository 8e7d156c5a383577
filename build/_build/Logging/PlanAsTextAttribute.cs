using Nuke.Common.Execution;

namespace Slipway.Targets.Logging;

/// <summary>
/// Prints what <c>--plan</c> asks for: the targets in the order in which they would run. NUKE itself writes
/// a page and opens a browser, which fails on a server and over SSH.
/// </summary>
/// <remarks>Its priority must be above the 10 of NUKE's own handler, which ends the process.</remarks>
internal sealed class PlanAsTextAttribute : BuildExtensionAttributeBase, IOnBuildInitialized
{
    /// <inheritdoc />
    public void OnBuildInitialized(
        IReadOnlyCollection<ExecutableTarget> executableTargets,
        IReadOnlyCollection<ExecutableTarget> executionPlan
    )
    {
        if (!Build.Plan)
            return;
        foreach (var line in Lines([.. executionPlan.Select(target => (target.Name, target.Description))]))
            Console.WriteLine(line);
        Environment.Exit(0);
    }

    /// <summary>One numbered line per target, with its description.</summary>
    internal static IEnumerable<string> Lines(IReadOnlyList<(string Name, string? Description)> plan)
    {
        var width = plan.Select(target => target.Name.Length).DefaultIfEmpty().Max();
        return plan.Select(
            (target, i) => $"{i + 1, 3}. {target.Name.PadRight(width)}  {target.Description}".TrimEnd()
        );
    }
}
