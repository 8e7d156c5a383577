using Slipway.Pipeline.History;
using Slipway.Releases;

namespace Slipway.Pipeline.Report;

/// <summary>Finds the record of a release that failed. Takes no lock and writes nothing.</summary>
/// <param name="context">What it works with.</param>
public sealed class ReportQuery(DeliveryContext context)
{
    /// <summary>The release.</summary>
    /// <param name="release">A version or a revision; null for the newest one that failed.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <exception cref="ReleaseUnknownException">There is no such release, or none failed.</exception>
    public async Task<Release> RunAsync(string? release, CancellationToken cancellation)
    {
        var history = await new HistoryQuery(context).RunAsync(cancellation);
        var where = $"the history of {context.App} in {context.Environment.Name}";
        return release is not null
            ? ReleaseChoice.Find(history, release, where)
            : history.FirstOrDefault(r => r.Failure is not null)
                ?? throw new ReleaseUnknownException("No recorded release failed.", where);
    }
}
