using Slipway.Releases;
using Slipway.Tests.Kubernetes;
using Slipway.Values;

namespace Slipway.Tests.Releases;

internal static class ReleaseSamples
{
    public static Release Release(
        int revision,
        ReleaseState state = ReleaseState.Deployed,
        ReleaseKind kind = ReleaseKind.Deploy,
        int? restores = null
    ) =>
        new(
            "shop",
            revision,
            $"1.{revision}.0",
            "4f1c2d3",
            "Anna",
            "staging",
            kind,
            state,
            new Dictionary<string, ImageReference>
            {
                ["movie"] = ImageReference.Parse(
                    $"registry.example.com/shop/movie:1.{revision}.0@sha256:{new string('a', 64)}"
                ),
            },
            [Samples.ConfigMap("shop", "settings")],
            "anna@build-7/4711 Deploy --env staging",
            new DateTimeOffset(2026, 11, 20, 22, 0, revision % 60, TimeSpan.Zero)
        )
        {
            Restores = restores,
        };
}
