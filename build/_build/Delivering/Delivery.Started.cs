using Slipway.Reporting;

namespace Slipway.Targets.Delivering;

internal sealed partial class Delivery
{
    // What a command is about to work on, with what was built for it.
    private async Task<RunStarted> StartedAsync(string place, string command)
    {
        var builds = environment.PromotionFrom is null && command is ("Deploy" or "Canary");
        var version = builds ? await workspace.VersionAsync() : null;
        return new RunStarted(
            place,
            command,
            environment.Name,
            environment.Namespace,
            options.App,
            version?.FullSemVer,
            version?.Commit
        );
    }
}
