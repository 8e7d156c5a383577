using Slipway.Releases;
using Slipway.Reporting;

namespace Slipway.Pipeline.History;

/// <summary>Reports what was released. Takes no lock and writes nothing.</summary>
public sealed class HistoryQuery(DeliveryContext context)
{
    /// <summary>
    /// The recorded releases that are kept, the newest first; records that cannot be read are reported.
    /// </summary>
    public async Task<IReadOnlyList<Release>> RunAsync(CancellationToken cancellation)
    {
        var page = await PageAsync(cancellation);
        if (page.Surplus.Count > 0)
            context.Reporter.Info(
                $"{page.Surplus.Count} older releases are not shown; the next one deletes their records"
            );
        return [.. page.Releases.Select(r => r.Release)];
    }

    /// <summary>The same, with what a command needs to go on from there.</summary>
    internal async Task<HistoryPage> PageAsync(CancellationToken cancellation)
    {
        var page = await context.History.ListAsync(cancellation);
        foreach (var damaged in page.Damaged)
            context.Reporter.Warning(
                $"The release record {damaged.Name} cannot be read: {damaged.Reason}"
                    + (damaged.IsNewer ? "" : "; the next release deletes it")
            );
        return page;
    }
}
