using Slipway.Kubernetes.Objects;
using Slipway.Releases;

namespace Slipway.Pipeline;

/// <summary>The result of a command.</summary>
/// <param name="Release">The release that runs now.</param>
/// <param name="Changed">Whether anything was written.</param>
/// <param name="Summary">One sentence for people.</param>
public sealed record DeliveryResult(Release Release, bool Changed, string Summary)
{
    /// <summary>What was changed; null where nothing was.</summary>
    public ReleasedChanges? Changes { get; init; }
}

/// <summary>What a command changed.</summary>
/// <param name="Summary">The size of the change, for people.</param>
/// <param name="Applied">Objects that were new or different.</param>
/// <param name="Replaced">Of those, the ones that were deleted and made anew.</param>
/// <param name="Removed">Objects that left the release.</param>
public sealed record ReleasedChanges(
    string Summary,
    IReadOnlyList<ObjectKey> Applied,
    IReadOnlySet<ObjectKey> Replaced,
    IReadOnlyList<ObjectKey> Removed
);
