using Slipway.Values;

namespace Slipway.Tests;

/// <summary>The engine's folders use only what is below them.</summary>
public sealed class FloorTests
{
    private static readonly Floors House = new(
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

    [Fact]
    public void Every_type_is_on_a_floor() => AssertNone(House.Unknown());

    [Fact]
    public void No_type_uses_a_type_on_a_higher_floor() => AssertNone(House.UpwardUses());

    [Fact]
    public void No_namespaces_form_a_circle() => AssertNone(House.Circles());

    private static void AssertNone(IEnumerable<string> violations) =>
        Assert.True(!violations.Any(), string.Join('\n', violations));
}
