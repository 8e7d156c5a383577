using System.Text.Json.Nodes;
using Slipway.Environments;
using Slipway.Kubernetes;
using Slipway.Kubernetes.Errors;
using Slipway.Pipeline;
using Slipway.Pipeline.Status;
using Slipway.Releases;
using Slipway.Rollouts.Canary;
using Slipway.Rollouts.Waiting;
using Slipway.Tests.Kubernetes;
using Slipway.Values;
using static Slipway.Tests.Pipeline.CanaryStage;

namespace Slipway.Tests.Pipeline;

public sealed class CanaryTests(RehearsingCluster cluster) : IClassFixture<RehearsingCluster>
{
    [Fact]
    public async Task A_good_canary_passes_its_steps_beside_stable_and_is_promoted_by_its_record()
    {
        await using var stage = await StartAsync(cluster);
        Assert.True(await stage.CanaryAsync("1.1.0", Objects(stage, "1.1.0")));

        var canary = await stage.FindAsync("Deployment", "movie-canary");
        Assert.Equal(3, canary!.Number("status", "availableReplicas"));
        Assert.Equal("1.0.0", await stage.VersionAsync("movie"));
        Assert.Equal("1.1.0", await stage.VersionAsync("movie-canary"));
        var trial = (await stage.HistoryAsync())[0];
        Assert.Equal(
            (ReleaseKind.Canary, ReleaseState.Pending, "50 %"),
            (trial.Kind, trial.State, trial.Step)
        );
        Assert.Contains(trial.Analysis, line =>
            line.StartsWith("at 25 %: movie: good", StringComparison.Ordinal)
        );
        var status = await new StatusQuery(stage.Context).RunAsync(Stage.Stop);
        Assert.Equal(
            [
                ("movie", "stable", "1.0.0", 3),
                ("movie", "canary", "1.1.0", 3),
                ("rating", "stable", "1.0.0", 3),
            ],
            status.Workloads.Select(w => (w.Service, w.Track, w.Version, w.Ready))
        );

        var done = await stage.PromoteAsync();

        Assert.Equal("Promoted 1.1.0 (revision 2): all traffic in staging", done!.Summary);
        Assert.Equal("1.1.0", await stage.VersionAsync("movie"));
        Assert.Null(await stage.FindAsync("Deployment", "movie-canary"));
        Assert.Equal("2 deployed, 1 superseded", await stage.StatesAsync());
        await Assert.ThrowsAsync<NothingToPromoteException>(() => stage.PromoteAsync());
    }

    [Fact]
    public async Task Only_what_changed_gets_a_canary_and_what_it_needs_is_there_before()
    {
        await using var stage = await StartAsync(cluster);
        KubeObject[] objects =
        [
            Shop.Service(stage.Namespace, "movie", "1.1.0"),
            .. Objects(stage, "1.0.0")[1..],
            Shop.Settings(stage.Namespace, "settings-2", ("a", "1")),
            Shop.Settings(stage.Namespace, "settings", ("version", "1.1.0")),
        ];
        await stage.CanaryAsync(
            "1.1.0",
            objects
                .DistinctBy(o => o.Display)
                .Select(o => o.Display == "configmap/settings" ? objects[^1] : o)
                .ToList()
        );

        Assert.Null(await stage.FindAsync("Deployment", "rating-canary"));
        Assert.NotNull(await stage.FindAsync("ConfigMap", "settings-2"));
        Assert.Equal("1.0.0", (await stage.FindAsync("ConfigMap", "settings"))!.Text("data", "version"));
        Assert.Contains(stage.Reporter.Notices, n =>
            n.Text.StartsWith("configmap/settings changes only", StringComparison.Ordinal)
        );
    }

    [Fact]
    public async Task A_bad_canary_is_taken_away_by_itself_and_says_why()
    {
        await using var stage = await StartAsync(cluster);
        stage.Metrics = ScriptedMetrics.Bad;

        var e = await Assert.ThrowsAsync<CanaryRejectedException>(() =>
            stage.CanaryAsync("1.1.0", Objects(stage, "1.1.0"))
        );

        Assert.Equal(Outcome.RolledBack, e.Outcome);
        Assert.Contains("movie: ", e.What);
        Assert.Null(await stage.FindAsync("Deployment", "movie-canary"));
        Assert.Equal("1.0.0", await stage.VersionAsync("movie"));
        Assert.Equal("2 rolled-back, 1 deployed", await stage.StatesAsync());
        Assert.Contains("movie: ", (await stage.HistoryAsync())[0].Failure);
    }

    [Fact]
    public async Task What_only_a_bad_canary_used_goes_with_it()
    {
        await using var stage = await StartAsync(cluster);
        stage.Metrics = ScriptedMetrics.Bad;
        var others = Shop.Service(stage.Namespace, "other", "1.0.0")
            .With(json =>
            {
                json["spec"]!["replicas"] = 0;
                json["spec"]!["template"]!["spec"]!["volumes"] = new JsonArray(
                    new JsonObject
                    {
                        ["name"] = "shared",
                        ["configMap"] = new JsonObject { ["name"] = "shared-2" },
                    }
                );
            });
        await stage.Front.ApplyAsync("somebody", others, "deployments");

        await Assert.ThrowsAsync<CanaryRejectedException>(() =>
            stage.CanaryAsync(
                "1.1.0",
                [
                    .. Objects(stage, "1.1.0"),
                    Shop.Settings(stage.Namespace, "generated-2", ("a", "b")),
                    Shop.Settings(stage.Namespace, "shared-2", ("a", "b")),
                ]
            )
        );

        Assert.Null(await stage.FindAsync("ConfigMap", "generated-2"));
        Assert.NotNull(await stage.FindAsync("ConfigMap", "shared-2"));
        Assert.NotNull(await stage.FindAsync("ConfigMap", "settings"));
        Assert.Contains(stage.Reporter.Notices, n =>
            n.Text.StartsWith("Remove configmap/generated-2 ", StringComparison.Ordinal)
        );
    }

    [Fact]
    public async Task Without_a_verdict_the_canary_stays_and_goes_on_where_it_was()
    {
        await using var stage = await StartAsync(cluster);
        stage.Metrics = ScriptedMetrics.Idle;
        Assert.False(await stage.CanaryAsync("1.1.0", Objects(stage, "1.1.0")));
        Assert.Equal(1, (await stage.FindAsync("Deployment", "movie-canary"))!.Number("spec", "replicas"));

        stage.Metrics = ScriptedMetrics.Good;
        Assert.True(await stage.CanaryAsync("1.1.0", Objects(stage, "1.1.0")));

        Assert.Equal("2 pending, 1 deployed", await stage.StatesAsync());
        Assert.Contains(stage.Reporter.Notices, n =>
            n.Text == "Resuming the canary of 1.1.0 (revision 2), started by anna@build-7"
        );
    }

    [Fact]
    public async Task Where_the_environment_says_so_a_canary_without_a_verdict_is_taken_away()
    {
        await using var stage = await StartAsync(cluster);
        (stage.Metrics, stage.NoTraffic) = (ScriptedMetrics.Idle, NoTraffic.Abort);
        var e = await Assert.ThrowsAsync<CanaryRejectedException>(() =>
            stage.CanaryAsync("1.1.0", Objects(stage, "1.1.0"))
        );
        Assert.Contains("received no requests", e.What);
    }

    [Fact]
    public async Task While_a_canary_is_on_trial_nothing_else_changes_and_Rollback_takes_it_away()
    {
        await using var stage = await StartAsync(cluster);
        await stage.CanaryAsync("1.1.0", Objects(stage, "1.1.0"));
        var before = await stage.VersionsAsync();

        var e = await Assert.ThrowsAsync<CanaryInProgressException>(() =>
            stage.DeployAsync("1.2.0", Objects(stage, "1.2.0"))
        );
        Assert.Equal(Outcome.Refused, e.Outcome);
        await Assert.ThrowsAsync<CanaryInProgressException>(() =>
            stage.CanaryAsync("1.2.0", Objects(stage, "1.2.0"))
        );
        await Assert.ThrowsAsync<CanaryInProgressException>(() => stage.RollBackAsync("1"));
        Assert.Equal(before, await stage.VersionsAsync());

        var result = await stage.RollBackAsync();
        Assert.Equal(
            "The canary of 1.1.0 was removed; 1.0.0 (revision 1) serves all traffic",
            result.Summary
        );
        Assert.Null(await stage.FindAsync("Deployment", "movie-canary"));
        Assert.Equal("2 rolled-back, 1 deployed", await stage.StatesAsync());
        await stage.DeployAsync("1.2.0", Objects(stage, "1.2.0"));
        Assert.Equal("1.2.0", await stage.VersionAsync("movie"));
    }

    [Fact]
    public async Task A_canary_whose_pods_fail_is_taken_away_and_recorded_at_any_step()
    {
        await using var stage = await StartAsync(cluster);
        KubeObject[] broken =
        [
            Shop.Service(stage.Namespace, "movie", "1.1.0", ("pull-error", "unknown")),
            .. Objects(stage, "1.0.0")[1..],
        ];
        var e = await Assert.ThrowsAsync<RolloutFailedException>(() => stage.CanaryAsync("1.1.0", broken));
        Assert.Equal(Outcome.Failed, e.Outcome);
        Assert.Null(await stage.FindAsync("Deployment", "movie-canary"));
        Assert.Equal("2 failed, 1 deployed", await stage.StatesAsync());

        // At the second step the record has been changed before.
        var patches = 0;
        stage.Front.Forbidden = request =>
            request.Method == "PATCH"
            && request.Query["dryRun"].Count == 0
            && request.Path.Value!.EndsWith("/movie-canary", StringComparison.Ordinal)
            && ++patches == 2;
        await Assert.ThrowsAsync<ReleaseFailedException>(() =>
            stage.CanaryAsync("1.2.0", Objects(stage, "1.2.0"))
        );
        Assert.Null(await stage.FindAsync("Deployment", "movie-canary"));
        Assert.Equal("3 failed, 2 failed, 1 deployed", await stage.StatesAsync());
    }

    [Fact]
    public async Task A_changed_selector_has_a_canary_and_is_promoted()
    {
        await using var stage = await StartAsync(cluster);
        stage.Strategy = Strategy.Canary;
        var changed = Objects(stage, "1.1.0")
            .Select(o =>
                o.Name != "movie"
                    ? o
                    : o.With(json =>
                    {
                        json["spec"]!["selector"]!["matchLabels"]!["tier"] = "web";
                        json["spec"]!["template"]!["metadata"]!["labels"]!["tier"] = "web";
                    })
            )
            .ToList();

        var result = await stage.DeployAsync("1.1.0", changed);

        Assert.Equal(ReleaseKind.Promote, result.Release.Kind);
        var live = await stage.FindAsync("Deployment", "movie");
        Assert.Equal("web", live!.Text("spec", "selector", "matchLabels", "tier"));
    }

    [Fact]
    public async Task A_deploy_by_canary_proves_a_release_before_it_rolls_and_holds_without_a_verdict()
    {
        await using var stage = await StartAsync(cluster);
        stage.Strategy = Strategy.Canary;
        var result = await stage.DeployAsync("1.1.0", Objects(stage, "1.1.0"));
        Assert.Equal(ReleaseKind.Promote, result.Release.Kind);
        Assert.Equal("1.1.0", await stage.VersionAsync("movie"));
        Assert.Null(await stage.FindAsync("Deployment", "movie-canary"));
        Assert.Equal("2 deployed, 1 superseded", await stage.StatesAsync());

        stage.Metrics = ScriptedMetrics.Idle;
        var e = await Assert.ThrowsAsync<CanaryInconclusiveException>(() =>
            stage.DeployAsync("1.2.0", Objects(stage, "1.2.0"))
        );
        Assert.Equal(Outcome.Failed, e.Outcome);
        Assert.Equal("1.1.0", await stage.VersionAsync("movie"));
    }
}
