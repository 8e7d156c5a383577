using Slipway.Tests.Kubernetes;
using Slipway.Values;

namespace Slipway.Tests.Pipeline;

/// <summary>What tests of canaries begin with: the first version of two services and their configuration.</summary>
internal static class CanaryStage
{
    public static async Task<Stage> StartAsync(RehearsingCluster cluster)
    {
        var stage = await Stage.OpenAsync(cluster);
        await stage.DeployAsync("1.0.0", Objects(stage, "1.0.0"));
        return stage;
    }

    /// <summary>The same release with another version of one of them.</summary>
    public static KubeObject[] Objects(Stage stage, string version) =>
        [
            Shop.Service(stage.Namespace, "movie", version),
            Shop.Service(stage.Namespace, "rating", "1.0.0"),
            Shop.Settings(stage.Namespace, "settings", ("version", "1.0.0")),
        ];
}
