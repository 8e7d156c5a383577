using System.Net;
using System.Text;
using Nuke.Common.Execution;

namespace Nuke.Common.Reporting;

/// <summary>
/// What <c>--plan</c> shows: the targets in the order in which they run, and what ties them together.
/// </summary>
internal static class PlanPage
{
    internal static string Html(IReadOnlyCollection<ExecutableTarget> plan)
    {
        var page = new StringBuilder(
            """
            <!DOCTYPE html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <title>Execution plan</title>
            <style>
            body { font: 16px/1.5 system-ui, sans-serif; margin: 2em; }
            th, td { text-align: left; padding: .3em 1.5em .3em 0; vertical-align: top; }
            </style>
            </head>
            <body>
            <h1>Execution plan</h1>
            <table>
            <tr><th>#</th><th>Target</th><th>Depends on</th><th>After</th><th>Triggered by</th>
            <th>Does</th></tr>

            """
        );
        foreach (var (position, target) in plan.Index())
        {
            var name = Text(target.Name);
            page.Append($"<tr><td>{position + 1}</td><td id=\"{name}\">{name}</td>");
            page.Append($"<td>{Links(target.ExecutionDependencies, plan)}</td>");
            page.Append($"<td>{Links(target.OrderDependencies, plan)}</td>");
            page.Append($"<td>{Links(target.TriggerDependencies, plan)}</td>");
            page.AppendLine($"<td>{Text(target.Description)}</td></tr>");
        }

        return page.AppendLine("</table>").AppendLine("</body>").AppendLine("</html>").ToString();
    }

    private static string Links(
        IEnumerable<ExecutableTarget> targets,
        IReadOnlyCollection<ExecutableTarget> plan
    ) =>
        string.Join(
            ", ",
            targets.Where(plan.Contains).Select(x => Text(x.Name)).Select(x => $"<a href=\"#{x}\">{x}</a>")
        );

    private static string Text(string text) => WebUtility.HtmlEncode(text ?? "");
}
