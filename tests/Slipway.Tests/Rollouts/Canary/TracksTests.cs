using Slipway.Manifests;
using Slipway.Rollouts.Canary;

namespace Slipway.Tests.Rollouts.Canary;

public sealed class TracksTests
{
    [Theory]
    [InlineData("{app: rating, slipway.dev/track: stable}", "app=rating,slipway.dev/track")]
    [InlineData("{a: b, slipway.dev/track: stable, c: d}", "a=b,c=d,slipway.dev/track")]
    [InlineData("{slipway.dev/track: stable}", "slipway.dev/track")]
    public void Pods_of_both_tracks_are_found_by_what_the_workload_selects(string labels, string selector)
    {
        var workload = ManifestYaml.Read(
            "apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: eu-rating}\n"
                + $"spec: {{selector: {{matchLabels: {labels}}}}}\n",
            "test"
        )[0];
        Assert.Equal(selector, Tracks.SelectorOf(workload));
    }
}
