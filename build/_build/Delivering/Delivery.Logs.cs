using Slipway.Pipeline.Logs;
using Slipway.Reporting;
using Slipway.Targets.CommandLine;
using Slipway.Targets.Logging;

namespace Slipway.Targets.Delivering;

internal sealed partial class Delivery
{
    /// <summary>Prints the logs of the application's pods.</summary>
    /// <param name="choices">Which logs.</param>
    /// <param name="follow">Whether to go on until the command is stopped.</param>
    public Task ShowLogsAsync(LogChoices choices, bool follow) =>
        RunAsync(async context =>
        {
            var text = new LogText(TerminalStyle.OfThisProcess());
            if (follow)
            {
                await foreach (var line in new LogFollower(context).RunAsync(choices, workspace.Stop))
                    Show(line);
                return;
            }
            var lines = await new LogQuery(context).RunAsync(choices, workspace.Stop);
            if (lines.Count == 0)
                workspace.Reporter.Info("Nothing was written.");
            text.Fit(lines);
            foreach (var line in lines)
                Show(line);

            void Show(LogLine line) =>
                workspace.Results.WriteLines([
                    workspace.Results.Format == OutputFormat.Json ? LogJson.Of(line) : text.Of(line),
                ]);
        });
}
