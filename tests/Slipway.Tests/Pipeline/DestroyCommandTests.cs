using System.Text.Json.Nodes;
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

    [Fact]
    public async Task Volumes_stay_unless_their_data_is_to_go_and_are_named_either_way()
    {
        await using var stage = await Stage.OpenAsync(cluster);
        stage.IsLocal = false;
        await stage.DeployAsync("1.0.0", [.. Objects(stage, "1.0.0"), .. Data(stage)]);
        var made = Claim(stage, "data-db-0");
        await stage.Cluster.CreateAsync(made, Stage.Stop);

        var refused = await Assert.ThrowsAsync<DestroyNotConfirmedException>(() =>
            DestroyAsync(stage, null, true)
        );
        Assert.Equal(
            "this would remove shop from staging with all release records, and delete its volumes: "
                + "persistentvolumeclaim/data-db-0, persistentvolumeclaim/uploads",
            refused.What
        );
        Assert.EndsWith("--confirm shop --delete-data", refused.Next);

        await DestroyAsync(stage, "shop", false);
        Assert.Null(await stage.VersionAsync("movie"));
        Assert.Equal(["data-db-0", "uploads"], await ClaimsAsync(stage));
        Assert.Contains(stage.Reporter.Notices, n =>
            n.Text
            == "Keeping the volumes: persistentvolumeclaim/data-db-0, persistentvolumeclaim/uploads. "
                + "--delete-data would delete them"
        );

        await stage.DeployAsync("1.0.0", [.. Objects(stage, "1.0.0"), .. Data(stage)]);
        await DestroyAsync(stage, "shop", true);
        Assert.Empty(await ClaimsAsync(stage));
    }

    [Fact]
    public async Task A_stateful_set_that_would_take_its_volumes_with_it_leaves_them()
    {
        await using var stage = await Stage.OpenAsync(cluster);
        var set = Data(stage)[1]
            .With(json =>
                json["spec"]!["persistentVolumeClaimRetentionPolicy"] = new JsonObject
                {
                    ["whenDeleted"] = "Delete",
                }
            );
        await stage.DeployAsync("1.0.0", set);
        stage.Front.Open();

        await DestroyAsync(stage, null, false);

        var writes = stage.Front.Writes.Where(w => w.Contains("/statefulsets/db")).ToList();
        Assert.StartsWith("PATCH", writes[0]);
        Assert.StartsWith("DELETE", writes[1]);
    }

    private static Task DestroyAsync(Stage stage, string? confirmed, bool deleteData)
    {
        stage.Choices = new ChangeChoices { DeleteData = deleteData };
        return new DestroyCommand(stage.Context).RunAsync(confirmed, Stage.Stop);
    }

    private static async Task<IEnumerable<string>> ClaimsAsync(Stage stage) =>
        (
            await stage.Cluster.ListAsync("v1", "PersistentVolumeClaim", stage.Namespace, null, Stage.Stop)
        ).Items.Select(c => c.Name);

    private static KubeObject[] Data(Stage stage) =>
        [
            Claim(stage, "uploads"),
            KubeObject.Parse(
                $$$$$"""
                {"apiVersion":"apps/v1","kind":"StatefulSet",
                 "metadata":{"name":"db","namespace":"{{{{{stage.Namespace}}}}}"},
                 "spec":{"replicas":0,"serviceName":"db","selector":{"matchLabels":{"app":"db"}},
                  "template":{"metadata":{"labels":{"app":"db"}},
                   "spec":{"containers":[{"name":"db","image":"registry.example.com/db:1"}]}},
                  "volumeClaimTemplates":[{"metadata":{"name":"data"},
                   "spec":{"accessModes":["ReadWriteOnce"],"resources":{"requests":{"storage":"1Gi"}}}}]}}
                """
            ),
        ];

    private static KubeObject Claim(Stage stage, string name) =>
        KubeObject.Parse(
            $$$$$"""
            {"apiVersion":"v1","kind":"PersistentVolumeClaim",
             "metadata":{"name":"{{{{{name}}}}}","namespace":"{{{{{stage.Namespace}}}}}"},
             "spec":{"accessModes":["ReadWriteOnce"],"resources":{"requests":{"storage":"1Gi"}}}}
            """
        );

    private static KubeObject[] Objects(Stage stage, string version) =>
        [Shop.Service(stage.Namespace, "movie", version), Shop.Address(stage.Namespace, "movie")];
}
