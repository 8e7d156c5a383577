using Slipway.Releases;
using Slipway.Values;
using Slipway.Versioning;

namespace Slipway.Pipeline.Diff;

/// <summary>What differs between two recorded releases.</summary>
/// <param name="From">The one.</param>
/// <param name="To">The other one.</param>
/// <param name="Commits">
/// The commits that one has and the other lacks, the newest first; null where this clone does not know both, or a release was
/// made from none.
/// </param>
/// <param name="Images">Services whose image differs.</param>
/// <param name="Objects">The objects as their manifests say, from the one to the other.</param>
public sealed record ReleaseComparison(
    Release From,
    Release To,
    IReadOnlyList<LoggedCommit>? Commits,
    IReadOnlyList<ImageChange> Images,
    ReleaseDiff Objects
)
{
    /// <summary>For people: <c>1.4.0 (revision 12) -> 1.6.0 (revision 14): 1 changed, 1 new; 12 unchanged</c>.</summary>
    public string Summary =>
        $"{From.Display} -> {To.Display}: "
        + (Objects.Counts.Length == 0 ? "no differences" : Objects.Counts)
        + $"; {Objects.Unchanged} unchanged";
}

/// <summary>A service whose image differs.</summary>
/// <param name="Service">The service.</param>
/// <param name="Before">The image in the earlier release; null where it had none.</param>
/// <param name="After">The image in the later one; null where it has none.</param>
public sealed record ImageChange(string Service, ImageReference? Before, ImageReference? After);
