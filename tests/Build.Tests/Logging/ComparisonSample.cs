using Slipway.Pipeline.Diff;
using Slipway.Releases;
using Slipway.Values;
using Slipway.Versioning;

namespace Slipway.Targets.Tests.Logging;

/// <summary>Two releases that differ.</summary>
internal static class ComparisonSample
{
    public static ReleaseComparison Everything { get; } =
        new(
            Of(12, "1.4.0", 'a'),
            Of(14, "1.6.0", 'c'),
            [
                new LoggedCommit(new string('c', 40), "Ada", "Rate twice", IsAdded: true),
                new LoggedCommit(new string('b', 40), "Grace\e[31m", "Undo ::error::this", IsAdded: false),
            ],
            [
                new ImageChange("rating", Image("1.4.0"), Image("1.6.0")),
                new ImageChange("search", null, Image("1.6.0")),
            ],
            DiffSample.Everything with
            {
                Objects = [DiffSample.Everything.Objects[1], DiffSample.Everything.Objects[6]],
                Remarks = [],
            }
        );

    private static Release Of(int revision, string version, char commit) =>
        new(
            "shop",
            revision,
            version,
            new string(commit, 40),
            "Ada",
            "staging",
            ReleaseKind.Deploy,
            ReleaseState.Superseded,
            new Dictionary<string, ImageReference>(),
            [],
            "ada",
            DateTimeOffset.UnixEpoch
        );

    private static ImageReference Image(string version) =>
        ImageReference.Parse(
            $"registry.example.com/shop/rating:{version}@{Digest.Of(System.Text.Encoding.UTF8.GetBytes(version))}"
        );
}
