using LocalCluster.Hosting;

namespace LocalCluster.Tests;

/// <summary>LocalCluster's folders use only what is below them.</summary>
public sealed class FloorTests() : FloorFacts(s_house)
{
    private static readonly Floors s_house = new(
        typeof(ClusterHost).Assembly,
        "LocalCluster",
        "Objects",
        "Resources",
        "Schema",
        "Storage",
        "Apply",
        "Api",
        "Watching",
        "Network",
        "Controllers",
        "Deletion",
        "Registry",
        "Runtime",
        "Hosting"
    );
}
