using Slipway.Releases;
using Slipway.Reporting;

namespace Slipway.Pipeline.History;

/// <summary>Reports what was released. Takes no lock and writes nothing.</summary>
public sealed class HistoryQuery(DeliveryContext context)
{
    /// <summary>All recorded releases, the newest first; records that cannot be read are reported.</summary>
    public async Task<IReadOnlyList<Release>> RunAsync(CancellationToken cancellation) =>
        [.. (await PageAsync(cancellation)).Releases.Select(r => r.Release)];

    /// <summary>The same, with what a command needs to go on from there.</summary>
    internal async Task<HistoryPage> PageAsync(CancellationToken cancellation)
    {
        var page = await context.History.ListAsync(cancellation);
        foreach (var damaged in page.Damaged)
            context.Reporter.Warning(
                $"The record of revision {damaged.Revision} cannot be read: {damaged.Reason}"
            );
        return page;
    }
}
