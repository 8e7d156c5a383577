using Slipway.Pipeline.Releasing;
using Slipway.SupplyChain.Bundles;

namespace Slipway.Pipeline.Promote;

/// <summary>Compares a bundle with the record that names it. Pure.</summary>
public static class BundleCheck
{
    /// <summary>
    /// What the two do not agree on, as sentences; none where the bundle is that of the recorded release. Versions may
    /// differ: a commit that changed nothing where it was deployed has a bundle of its own, and its images keep theirs.
    /// </summary>
    /// <param name="app">The application.</param>
    /// <param name="recorded">The release as its environment recorded it.</param>
    /// <param name="bundle">The bundle that the record names.</param>
    public static IReadOnlyList<string> Differences(
        string app,
        ReleaseSource recorded,
        ReleaseBundle bundle
    ) =>
        [
            .. bundle.App == app
                ? []
                : new[] { $"The bundle is of the application '{bundle.App}', not '{app}'." },
            .. bundle.Commit == recorded.Commit
                ? []
                : new[]
                {
                    $"The bundle is of commit {bundle.Commit ?? "none"}, the record of {recorded.Commit}.",
                },
            .. recorded
                .Images.OrderBy(image => image.Key, StringComparer.Ordinal)
                .Where(image => bundle.Services.GetValueOrDefault(image.Key)?.Image != image.Value.Digest)
                .Select(image =>
                    bundle.Services.GetValueOrDefault(image.Key) is { } bundled
                        ? $"The bundle has {image.Key} as {bundled.Image}, the record as {image.Value.Digest}."
                        : $"The bundle does not have {image.Key}, which the record names."
                ),
        ];
}
