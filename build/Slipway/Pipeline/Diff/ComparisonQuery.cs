using Slipway.Pipeline.History;
using Slipway.Releases;
using Slipway.Versioning;

namespace Slipway.Pipeline.Diff;

/// <summary>Compares two releases as the cluster recorded them. Takes no lock and writes nothing.</summary>
/// <param name="context">What it works with.</param>
public sealed class ComparisonQuery(DeliveryContext context)
{
    // Whoever needs more asks git.
    private const int MostCommits = 200;

    /// <summary>Compares two releases.</summary>
    /// <param name="from">The version or revision of the one; null for the one that runs.</param>
    /// <param name="to">The version or revision of the other one; null for the one that runs.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <exception cref="ReleaseUnknownException">There is no such release.</exception>
    /// <exception cref="NothingRunsException">One of them is to be what runs, and nothing does.</exception>
    public async Task<ReleaseComparison> RunAsync(string? from, string? to, CancellationToken cancellation)
    {
        var timeline = ReleaseTimeline.Of(await new HistoryQuery(context).PageAsync(cancellation));
        var (one, other) = (Find(timeline, from), Find(timeline, to));
        return new ReleaseComparison(
            one,
            other,
            await CommitsAsync(one, other, cancellation),
            ComparisonDecision.Images(one, other),
            ComparisonDecision.Objects(one, other)
        );
    }

    private Release Find(ReleaseTimeline timeline, string? text) =>
        text is null
            ? timeline.Running?.Release ?? throw new NothingRunsException(Where)
            : ReleaseChoice.Find([.. timeline.History.Select(r => r.Release)], text, Where);

    private async Task<IReadOnlyList<LoggedCommit>?> CommitsAsync(
        Release one,
        Release other,
        CancellationToken cancellation
    ) =>
        (one.ManifestCommit, other.ManifestCommit, context.Commits) is ({ } from, { } to, { } clone)
            ? await clone.BetweenAsync(from, to, MostCommits, cancellation)
            : null;

    private string Where => $"the history of {context.App} in {context.Environment.Name}";
}
