using Slipway.Kubernetes.Objects;
using Slipway.Pipeline;
using Slipway.Pipeline.Destroy;
using Slipway.Tests.Kubernetes;
using Slipway.Values;

namespace Slipway.Tests.Pipeline;

public sealed class DestroyCommandTests(RehearsingCluster cluster) : IClassFixture<RehearsingCluster>
{
    [Fact]
    public async Task Everything_goes_with_records_lock_and_canary_and_a_deploy_right_after_works()
    {
        await using var stage = await Stage.OpenAsync(cluster);
        await stage.DeployAsync("1.0.0", Objects(stage, "1.0.0"));
        await stage.CanaryAsync("1.1.0", Objects(stage, "1.1.0"));

        await new DestroyCommand(stage.Context).RunAsync(null, Stage.Stop);

        Assert.Null(await stage.FindAsync("Deployment", "movie"));
        Assert.Null(await stage.FindAsync("Deployment", "movie-canary"));
        Assert.Null(await stage.FindAsync("Service", "movie"));
        var lease = new ObjectKey("coordination.k8s.io/v1", "Lease", stage.Namespace, "slipway-shop");
        Assert.Null(await stage.Cluster.GetAsync(lease, Stage.Stop));
        Assert.DoesNotContain((await stage.VersionsAsync()).Keys, k =>
            k.StartsWith("secret/slipway", StringComparison.Ordinal)
        );
        Assert.Empty((await stage.Cluster.ListAsync("v1", "Pod", stage.Namespace, null, Stage.Stop)).Items);
        Assert.NotNull(
            await stage.Cluster.GetAsync(new ObjectKey("v1", "Namespace", null, stage.Namespace), Stage.Stop)
        );

        await stage.DeployAsync("1.0.0", Objects(stage, "1.0.0"));
        Assert.Equal("1 deployed", await stage.StatesAsync());
    }

    [Fact]
    public async Task What_asks_to_stay_stays_and_what_others_brought_is_not_touched()
    {
        await using var stage = await Stage.OpenAsync(cluster);
        var kept = Shop.Settings(stage.Namespace, "kept", ("a", "1"))
            .With(json =>
                json["metadata"]!["annotations"] = new System.Text.Json.Nodes.JsonObject
                {
                    ["slipway.dev/prune"] = "false",
                }
            );
        await stage.DeployAsync("1.0.0", [.. Objects(stage, "1.0.0"), kept]);
        await stage.Cluster.CreateAsync(Shop.Settings(stage.Namespace, "foreign", ("a", "1")), Stage.Stop);

        await new DestroyCommand(stage.Context).RunAsync(null, Stage.Stop);

        Assert.NotNull(await stage.FindAsync("ConfigMap", "kept"));
        Assert.NotNull(await stage.FindAsync("ConfigMap", "foreign"));
    }

    [Fact]
    public async Task Outside_the_local_cluster_it_has_to_be_confirmed_by_name()
    {
        await using var stage = await Stage.OpenAsync(cluster);
        await stage.DeployAsync("1.0.0", Objects(stage, "1.0.0"));
        stage.IsLocal = false;

        var e = await Assert.ThrowsAsync<DestroyNotConfirmedException>(() =>
            new DestroyCommand(stage.Context).RunAsync("shp", Stage.Stop)
        );
        Assert.Equal("to confirm: ./build.sh Destroy --env staging --confirm shop", e.Next);
        Assert.NotNull(await stage.VersionAsync("movie"));
        await new DestroyCommand(stage.Context).RunAsync("shop", Stage.Stop);
        Assert.Null(await stage.VersionAsync("movie"));
    }

    private static KubeObject[] Objects(Stage stage, string version) =>
        [Shop.Service(stage.Namespace, "movie", version), Shop.Address(stage.Namespace, "movie")];
}
