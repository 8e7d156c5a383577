using Slipway.Pipeline.Promote;
using Slipway.Pipeline.Releasing;
using Slipway.SupplyChain.Bundles;
using Slipway.Tests.SupplyChain.Bundles;
using Slipway.Values;

namespace Slipway.Tests.Pipeline;

public sealed class BundleCheckTests
{
    private static readonly ReleaseSource s_recorded = new(
        // The version under which the images were first deployed.
        "1.3.9",
        Bundled.Sample.Commit,
        "Anna",
        Bundled.Sample.Services.ToDictionary(
            s => s.Key,
            s => new ImageReference("registry.example.com", $"shop/{s.Key}", "1.3.9", s.Value.Image)
        )
    );

    [Fact]
    public void The_bundle_of_the_recorded_release_is_accepted() =>
        Assert.Empty(BundleCheck.Differences("shop", s_recorded, Bundled.Sample));

    [Fact]
    public void Every_difference_is_named()
    {
        var other = Bundled.Sample with
        {
            App = "bank",
            Commit = new string('d', 40),
            Services = new Dictionary<string, BundledImage> { ["cart"] = new(Digest.Of("evil"u8), null) },
        };
        Assert.Equal(
            [
                "The bundle is of the application 'bank', not 'shop'.",
                $"The bundle is of commit {new string('d', 40)}, the record of {new string('c', 40)}.",
                $"The bundle has cart as {Digest.Of("evil"u8)}, the record as {Digest.Of("cart"u8)}.",
                "The bundle does not have movie, which the record names.",
            ],
            BundleCheck.Differences("shop", s_recorded, other)
        );
    }
}
