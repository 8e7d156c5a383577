using Slipway.Pipeline;
using Slipway.Pipeline.Changes;
using Slipway.Pipeline.Diff;
using Slipway.Pipeline.Releasing;
using Slipway.Reporting;
using Slipway.Targets.Logging;

namespace Slipway.Targets.Delivering;

internal sealed partial class Delivery
{
    /// <summary>Prints what this commit, or the release to promote, would change. Writes nothing.</summary>
    /// <returns>Whether it would change anything.</returns>
    public async Task<bool> ShowDiffAsync(ChangeChoices choices)
    {
        var different = false;
        await RunAsync(
            async context =>
            {
                var diff = await DiffAsync(context);
                different = !diff.IsEmpty;
                Show(diff);
            },
            choices
        );
        return different;
    }

    private void Show(ReleaseDiff diff)
    {
        var style = TerminalStyle.OfThisProcess();
        workspace.Results.Write(
            () => workspace.Results.IsQuiet ? [diff.Summary] : DiffText.Of(diff, style),
            () => DiffJson.Of(options.App, environment, diff),
            () => DiffMarkdown.Of(diff, environment.Name),
            painted: true
        );
        Summarize(() => DiffMarkdown.Of(diff, environment.Name));
    }

    private async Task<ReleaseDiff> DiffAsync(DeliveryContext context)
    {
        var query = new DiffQuery(context);
        var preparation = new ReleasePreparation(context);
        if (environment.PromotionFrom is { } origin)
        {
            // A canary that waits is what Promote makes stable.
            if (await query.FindCanaryAsync(workspace.Stop) is { } canary)
                return await query.RunAsync(DesiredRelease.Of(canary), PendingImages.None, workspace.Stop);
            var (proven, promoted) = await ProvenAsync(origin, copy: false);
            var release = await preparation.PrepareAsync(proven, promoted, workspace.Stop);
            return await query.RunAsync(release, PendingImages.None, workspace.Stop);
        }
        var rendering = RenderAsync();
        var (references, pending) = await images.ForecastAsync(environment, options.App);
        var version = await workspace.VersionAsync();
        var source = new ReleaseSource(version.FullSemVer, version.Commit, version.Author, references);
        var desired = await preparation.PrepareAsync(source, await rendering, workspace.Stop);
        var diff = await query.RunAsync(desired, pending, workspace.Stop);
        return version.Dirty && !environment.Cluster.Local
            ? diff with
            {
                Remarks =
                [
                    .. diff.Remarks,
                    "Deploy is refused without --allow-dirty: there are uncommitted changes",
                ],
            }
            : diff;
    }
}
