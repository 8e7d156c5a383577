using Slipway.Values;

namespace Slipway.Tests;

/// <summary>The engine's folders use only what is below them.</summary>
public sealed class FloorTests() : FloorFacts(s_house)
{
    private static readonly Floors s_house = new(
        typeof(Refusal).Assembly,
        "Slipway",
        "Values",
        "Yaml",
        "Reporting",
        "Processes",
        "Services",
        "Environments",
        "Versioning",
        "Kubernetes",
        "Images",
        "SupplyChain",
        "Manifests",
        "Releases",
        "Rollouts",
        "Pipeline"
    );
}
