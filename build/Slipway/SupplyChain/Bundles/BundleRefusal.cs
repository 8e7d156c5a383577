using Slipway.Values;

namespace Slipway.SupplyChain.Bundles;

/// <summary>A bundle cannot be used.</summary>
public sealed class BundleRefusal : Refusal
{
    private BundleRefusal(string what, string where, string next)
        : base(what, where, next) { }

    internal static BundleRefusal Missing(ImageReference bundle) =>
        new(
            $"The registry {bundle.Registry} no longer has the bundle of this release.",
            $"{bundle}",
            "Deploy the release's commit again to the environment that is promoted from, which pushes its bundle; then "
                + "exclude bundles from the registry's clean-up."
        );

    internal static BundleRefusal Damaged(ImageReference bundle, string why) =>
        new(
            $"This is not a bundle of a release: {why}",
            $"{bundle}",
            "Do not use this release until it is clear who wrote this; deploy another commit and promote that one."
        );
}
