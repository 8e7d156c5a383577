using Slipway.Pipeline.Diff;
using Slipway.Targets.Logging;

namespace Slipway.Targets.Delivering;

internal sealed partial class Delivery
{
    /// <summary>Prints what differs between two recorded releases. Writes nothing.</summary>
    /// <param name="from">The version or revision of the one; null for the one that runs.</param>
    /// <param name="to">The version or revision of the other one; null for the one that runs.</param>
    /// <returns>Whether there is a difference.</returns>
    public async Task<bool> ShowComparisonAsync(string? from, string? to)
    {
        var different = false;
        await RunAsync(async context =>
        {
            var comparison = await new ComparisonQuery(context).RunAsync(from, to, workspace.Stop);
            different = !comparison.Objects.IsEmpty;
            var style = TerminalStyle.OfThisProcess();
            workspace.Results.Write(
                () => workspace.Results.IsQuiet ? [comparison.Summary] : ComparisonText.Of(comparison, style),
                () => ComparisonJson.Of(options.App, environment, comparison),
                () => ComparisonMarkdown.Of(comparison, environment.Name),
                painted: true
            );
            Summarize(() => ComparisonMarkdown.Of(comparison, environment.Name));
        });
        return different;
    }
}
