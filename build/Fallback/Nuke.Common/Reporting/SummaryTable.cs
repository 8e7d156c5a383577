using Nuke.Common.Execution;

namespace Nuke.Common.Reporting;

/// <summary>
/// The summary: one line per target, with its state, duration and remarks.
/// </summary>
internal static class SummaryTable
{
    private const int StatusWidth = 10;
    private const int DurationWidth = 10;

    internal static IEnumerable<(string Text, TextColor Color)> Lines(
        IReadOnlyCollection<ExecutableTarget> plan
    )
    {
        var shown = plan.Where(x => x.Status != ExecutionStatus.Collective).ToList();
        var nameWidth = Math.Max(19, shown.Select(x => x.Name.Length + 4).DefaultIfEmpty().Max());
        var width = nameWidth + StatusWidth + DurationWidth;
        var total = shown.Aggregate(TimeSpan.Zero, (sum, x) => sum + x.Duration);

        string Line(string name, string status, string duration) =>
            name.PadRight(nameWidth) + status.PadRight(StatusWidth) + duration.PadLeft(DurationWidth);

        yield return (new string('═', width), TextColor.Plain);
        yield return (Line("Target", "Status", "Duration"), TextColor.Plain);
        yield return (new string('─', width), TextColor.Plain);
        foreach (var target in shown)
        {
            var line = Line(target.Name, target.Status.ToString(), Duration(target)) + Remark(target);
            yield return (line.TrimEnd(), Color(target.Status));
        }

        yield return (new string('─', width), TextColor.Plain);
        yield return (Line("Total", "", Duration(total)), TextColor.Plain);
        yield return (new string('═', width), TextColor.Plain);
    }

    internal static string Duration(TimeSpan duration) =>
        duration < TimeSpan.FromSeconds(1) ? "< 1sec" : $"{(int)duration.TotalMinutes}:{duration.Seconds:00}";

    private static string Duration(ExecutableTarget target) =>
        target.Status is ExecutionStatus.Succeeded or ExecutionStatus.Failed or ExecutionStatus.Aborted
            ? Duration(target.Duration)
            : "";

    private static string Remark(ExecutableTarget target)
    {
        var remarks = target.SummaryInformation.Select(x => $"{x.Key}: {x.Value}").ToList();
        if (target.Skipped != null)
            remarks.Add($"Skipped: {target.Skipped}");
        if (target.OnlyWhen != null)
            remarks.Add($"OnlyWhen: {target.OnlyWhen}");
        return remarks.Count == 0 ? "" : "   // " + string.Join(", ", remarks);
    }

    private static TextColor Color(ExecutionStatus status) =>
        status switch
        {
            ExecutionStatus.Succeeded => TextColor.Green,
            ExecutionStatus.Failed => TextColor.Red,
            ExecutionStatus.Aborted or ExecutionStatus.NotRun => TextColor.Yellow,
            _ => TextColor.Gray,
        };
}
