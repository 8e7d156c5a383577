using Slipway.Pipeline.Report;
using Slipway.Targets.Logging;

namespace Slipway.Targets.Delivering;

internal sealed partial class Delivery
{
    /// <summary>Prints what was recorded of a release that failed.</summary>
    /// <param name="release">A version or a revision; null for the newest one that failed.</param>
    public Task ShowReportAsync(string? release) =>
        RunAsync(async context =>
        {
            var found = await new ReportQuery(context).RunAsync(release, workspace.Stop);
            workspace.Results.Write(
                () => ReportText.Of(found, workspace.Time.GetUtcNow()),
                () => ReleaseJson.Report(options.App, environment, found)
            );
        });
}
