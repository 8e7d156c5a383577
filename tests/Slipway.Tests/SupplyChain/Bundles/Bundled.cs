using Slipway.SupplyChain.Bundles;
using Slipway.Values;
using Slipway.Versioning;

namespace Slipway.Tests.SupplyChain.Bundles;

/// <summary>A bundle to try things with.</summary>
internal static class Bundled
{
    public static ReleaseBundle Sample { get; } =
        new(
            "shop",
            "1.4.0",
            new string('c', 40),
            "Anna",
            new Dictionary<string, BundledImage>
            {
                ["movie"] = new(Digest.Of("movie"u8), Digest.Of("inputs"u8)),
                ["cart"] = new(Digest.Of("cart"u8), null),
            },
            [new TreeFile("k8s/overlays/production/kustomization.yaml", "resources: []\n"u8.ToArray())]
        );
}
