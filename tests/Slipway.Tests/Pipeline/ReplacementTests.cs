using System.Text.Json.Nodes;
using Slipway.Kubernetes.Objects;
using Slipway.Pipeline;
using Slipway.Pipeline.Destroy;
using Slipway.Pipeline.Status;
using Slipway.Rollouts.Waiting;
using Slipway.Tests.Kubernetes;
using Slipway.Values;

namespace Slipway.Tests.Pipeline;

/// <summary>Fields that the API server does not let change, and what a release does about them.</summary>
public sealed class ReplacementTests(RehearsingCluster cluster) : IClassFixture<RehearsingCluster>
{
    [Fact]
    public async Task A_changed_selector_is_released_and_taken_back_without_a_moment_of_fewer_pods()
    {
        await using var stage = await Stage.OpenAsync(cluster);
        await stage.DeployAsync("1.0.0", Objects(stage, "1.0.0"));
        await using var continuity = await Continuity.WatchedAsync(stage, "movie");

        await stage.DeployAsync("1.1.0", Objects(stage, "1.1.0").Select(Tiered).ToList());

        Assert.Equal("web", await SelectedAsync(stage, "tier"));
        Assert.Equal("1.1.0", await stage.VersionAsync("movie"));
        Assert.Equal(["movie-tier-web 3"], await SetsAsync(stage));

        await stage.RollBackAsync();

        Assert.Null(await SelectedAsync(stage, "tier"));
        Assert.Equal("1.0.0", await stage.VersionAsync("movie"));
        Assert.Equal(3, continuity.Fewest);
        Assert.Equal("3 deployed, 2 rolled-back, 1 superseded", await stage.StatesAsync());
    }

    [Fact]
    public async Task A_label_that_gets_another_value_moves_its_Service_only_once_the_new_pods_are_ready()
    {
        await using var stage = await Stage.OpenAsync(cluster);
        await stage.DeployAsync("1.0.0", Objects(stage, "1.0.0"));
        await using var continuity = await Continuity.WatchedAsync(stage, "movie");

        await stage.DeployAsync("1.1.0", Objects(stage, "1.1.0").Select(Renamed).ToList());

        var service = await stage.FindAsync("Service", "movie");
        Assert.Equal("film", service!.Text("spec", "selector", "app.kubernetes.io/name"));
        Assert.Equal("film", await SelectedAsync(stage, "app.kubernetes.io/name"));

        await stage.RollBackAsync();

        service = await stage.FindAsync("Service", "movie");
        Assert.Equal("movie", service!.Text("spec", "selector", "app.kubernetes.io/name"));
        // The old ones go from it and the new ones come in one step, as far as its controller knows them.
        Assert.NotEqual(0, continuity.Fewest);
        Assert.Single(await SetsAsync(stage));
    }

    [Fact]
    public async Task New_pods_that_fail_leave_the_old_ones_serving_and_a_rollback_takes_them_over_as_they_are()
    {
        await using var stage = await Stage.OpenAsync(cluster);
        await stage.DeployAsync("1.0.0", Objects(stage, "1.0.0"));
        var pods = await PodsAsync(stage);
        await using var continuity = await Continuity.WatchedAsync(stage, "movie");
        var broken = Shop.Service(stage.Namespace, "movie", "1.1.0", ("pull-error", "manifest unknown"));

        await Assert.ThrowsAsync<RolloutFailedException>(() =>
            stage.DeployAsync("1.1.0", Renamed(broken), Renamed(Shop.Address(stage.Namespace, "movie")))
        );
        var movie = (await new StatusQuery(stage.Context).RunAsync(Stage.Stop)).Workloads.Single();
        Assert.Equal(
            ("0 of 3 new, 3 old still serve", "1.0.0"),
            (movie.Counts, movie.StillServing.Single().Version)
        );
        await stage.RollBackAsync();

        Assert.Equal(3, continuity.Fewest);
        Assert.Equal(pods, await PodsAsync(stage));
        Assert.Equal(3, (await stage.FindAsync("Deployment", "movie"))!.Number("status", "readyReplicas"));
    }

    [Theory]
    [InlineData("film")]
    [InlineData("movie")]
    public async Task Killed_after_any_write_it_goes_on_or_back_and_the_Service_always_has_pods(string to)
    {
        for (var writes = 1; ; writes++)
        {
            await using var stage = await Stage.OpenAsync(cluster);
            await stage.DeployAsync("1.0.0", Objects(stage, "1.0.0"));
            await using var continuity = await Continuity.WatchedAsync(stage, "movie");
            var renamed = Objects(stage, "1.1.0").Select(Renamed).Select(Uncounted).ToList();
            stage.Front.Open(writes);
            var killed = await Record.ExceptionAsync(() => stage.DeployAsync("1.1.0", renamed));
            var last = stage.Front.Writes.Last();
            await stage.ForgetAsync();

            if (to == "film")
                await stage.DeployAsync("1.1.0", renamed);
            // Killed before it was written down, there is nothing to go back from.
            else if ((await stage.HistoryAsync()).Count > 1)
                await stage.RollBackAsync();

            var left = (await SetsAsync(stage)).Single();
            Assert.Equal(($"{to}-tier- 3", last), (left, last));
            Assert.True(
                continuity.Fewest > 0,
                $"killed after {last}, the Service had no pods:\n{string.Join('\n', continuity.Seen)}"
            );
            if (killed is null)
                return;
        }
    }

    [Fact]
    public async Task A_count_that_the_manifest_leaves_to_others_survives_the_replacement()
    {
        await using var stage = await Stage.OpenAsync(cluster);
        var objects = Objects(stage, "1.0.0").Select(Uncounted).ToList();
        await stage.DeployAsync("1.0.0", objects);
        var key = new ObjectKey("apps/v1", "Deployment", stage.Namespace, "movie");
        await stage.Cluster.ScaleAsync(key, 4, Stage.Stop);

        await stage.DeployAsync("1.1.0", objects.Select(Tiered).ToList());
        Assert.Equal(4, (await stage.FindAsync("Deployment", "movie"))!.Number("spec", "replicas"));

        // Slipway set it last; so leaving it out would set it to the API's default.
        await stage.DeployAsync("1.2.0", Objects(stage, "1.2.0").Select(Uncounted).Select(Tiered).ToList());
        Assert.Equal(4, (await stage.FindAsync("Deployment", "movie"))!.Number("spec", "replicas"));
    }

    [Fact]
    public async Task What_a_killed_replacement_left_goes_with_the_application()
    {
        await using var stage = await Stage.OpenAsync(cluster);
        await stage.DeployAsync("1.0.0", Objects(stage, "1.0.0"));
        var broken = Shop.Service(stage.Namespace, "movie", "1.1.0", ("pull-error", "manifest unknown"));
        await Assert.ThrowsAsync<RolloutFailedException>(() => stage.DeployAsync("1.1.0", Renamed(broken)));
        Assert.Equal(2, (await SetsAsync(stage)).Count);

        await new DestroyCommand(stage.Context).RunAsync(null, Stage.Stop);

        Assert.Empty(await SetsAsync(stage));
    }

    private static KubeObject Tiered(KubeObject obj) =>
        obj.Kind != "Deployment"
            ? obj
            : obj.With(json =>
            {
                json["spec"]!["selector"]!["matchLabels"]!["tier"] = "web";
                json["spec"]!["template"]!["metadata"]!["labels"]!["tier"] = "web";
            });

    private static KubeObject Renamed(KubeObject obj) =>
        obj.With(json =>
        {
            if (obj.Kind == "Service")
            {
                json["spec"]!["selector"]!["app.kubernetes.io/name"] = "film";
                return;
            }
            json["spec"]!["selector"]!["matchLabels"]!["app.kubernetes.io/name"] = "film";
            json["spec"]!["template"]!["metadata"]!["labels"]!["app.kubernetes.io/name"] = "film";
        });

    private static KubeObject Uncounted(KubeObject obj) =>
        obj.Kind == "Deployment" ? obj.With(json => json["spec"]!.AsObject().Remove("replicas")) : obj;

    private static async Task<string?> SelectedAsync(Stage stage, string label) =>
        (await stage.FindAsync("Deployment", "movie"))!.Text("spec", "selector", "matchLabels", label);

    private static async Task<IReadOnlyList<string>> PodsAsync(Stage stage) =>
        [
            .. (await stage.Cluster.ListAsync("v1", "Pod", stage.Namespace, null, Stage.Stop))
                .Items.Where(p => p.Text("metadata", "deletionTimestamp") is null)
                .Select(p => p.Name)
                .Order(StringComparer.Ordinal),
        ];

    /// <summary>The ReplicaSets with pods, by their labels.</summary>
    private static async Task<IReadOnlyList<string>> SetsAsync(Stage stage) =>
        [
            .. (await stage.Cluster.ListAsync("apps/v1", "ReplicaSet", stage.Namespace, null, Stage.Stop))
                .Items.Where(s =>
                    s.Number("spec", "replicas") > 0 && s.Text("metadata", "deletionTimestamp") is null
                )
                .Select(s =>
                    $"{s.Labels["app.kubernetes.io/name"]}-tier-{s.Labels.GetValueOrDefault("tier")} "
                    + $"{s.Number("spec", "replicas")}"
                ),
        ];

    private static KubeObject[] Objects(Stage stage, string version) =>
        [Shop.Service(stage.Namespace, "movie", version), Shop.Address(stage.Namespace, "movie")];
}
