using System.Text.Json.Nodes;
using Slipway.Kubernetes.Errors;
using Slipway.Kubernetes.Objects;
using Slipway.Pipeline;
using Slipway.Pipeline.Changes;
using Slipway.Pipeline.Deploy;
using Slipway.Releases;
using Slipway.Rollouts.Waiting;
using Slipway.Tests.Kubernetes;
using Slipway.Values;

namespace Slipway.Tests.Pipeline;

public sealed class DeployCommandTests(RehearsingCluster cluster) : IClassFixture<RehearsingCluster>
{
    [Fact]
    public async Task A_first_deploy_creates_the_namespace_and_waits_until_all_pods_serve()
    {
        await using var stage = await Stage.OpenAsync(cluster);
        var result = await stage.DeployAsync("1.0.0", Objects(stage, "1.0.0"));

        Assert.True(result.Changed);
        Assert.Equal("Deployed 1.0.0 (revision 1) to staging", result.Summary);
        Assert.Equal(
            3,
            (await stage.FindAsync("Deployment", "movie"))!.Number("status", "availableReplicas")
        );
        var release = Assert.Single(await stage.HistoryAsync());
        Assert.Equal(
            (ReleaseState.Deployed, "anna@build-7", "commit-1.0.0"),
            (release.State, release.RanBy, release.Commit)
        );
        Assert.NotNull(release.Finished);
    }

    [Fact]
    public async Task An_unchanged_deploy_writes_no_object_and_no_revision()
    {
        await using var stage = await Stage.OpenAsync(cluster);
        await stage.DeployAsync("1.0.0", Objects(stage, "1.0.0"));
        var before = await stage.VersionsAsync();
        stage.Front.Open();

        var result = await stage.DeployAsync("1.0.0", Objects(stage, "1.0.0"));

        Assert.False(result.Changed);
        Assert.Equal("Nothing to change: 1.0.0 (revision 1) is already running", result.Summary);
        Assert.Equal(before, await stage.VersionsAsync());
        Assert.All(stage.Front.Writes, write => Assert.Contains("/leases", write));
    }

    [Fact]
    public async Task A_changed_image_rolls_only_its_workload()
    {
        await using var stage = await Stage.OpenAsync(cluster);
        await stage.DeployAsync("1.0.0", Objects(stage, "1.0.0"));
        var before = await stage.VersionsAsync();

        var result = await stage.DeployAsync("1.1.0", Objects(stage, "1.0.0", movie: "1.1.0"));

        var after = await stage.VersionsAsync();
        Assert.Equal(2, result.Release.Revision);
        Assert.Equal("1.1.0", await stage.VersionAsync("movie"));
        Assert.Equal(
            ["deployment/movie", "secret/slipway.shop.r1"],
            before.Keys.Where(k => before[k] != after.GetValueOrDefault(k)).Order(StringComparer.Ordinal)
        );
        Assert.Equal("2 deployed, 1 superseded", await stage.StatesAsync());
    }

    [Fact]
    public async Task A_field_that_is_no_longer_applied_is_removed()
    {
        await using var stage = await Stage.OpenAsync(cluster);
        await stage.DeployAsync("1.0.0", Shop.Settings(stage.Namespace, "settings", ("a", "1"), ("b", "2")));
        await stage.DeployAsync("1.1.0", Shop.Settings(stage.Namespace, "settings", ("a", "1")));

        var live = await stage.FindAsync("ConfigMap", "settings");
        Assert.Equal(("1", null), (live!.Text("data", "a"), live.Text("data", "b")));
    }

    [Fact]
    public async Task An_object_that_left_the_release_is_pruned_unless_it_asks_to_stay()
    {
        await using var stage = await Stage.OpenAsync(cluster);
        var kept = Shop.Settings(stage.Namespace, "kept", ("a", "1"))
            .With(json =>
                json["metadata"]!["annotations"] = new JsonObject { ["slipway.dev/prune"] = "false" }
            );
        await stage.DeployAsync(
            "1.0.0",
            [.. Objects(stage, "1.0.0"), kept, Shop.Settings(stage.Namespace, "gone", ("a", "1"))]
        );

        await stage.DeployAsync("1.1.0", Objects(stage, "1.0.0"));

        Assert.Null(await stage.FindAsync("ConfigMap", "gone"));
        Assert.NotNull(await stage.FindAsync("ConfigMap", "kept"));
    }

    [Fact]
    public async Task An_object_that_is_no_longer_marked_as_ours_is_not_pruned()
    {
        await using var stage = await Stage.OpenAsync(cluster);
        var map = Shop.Settings(stage.Namespace, "adopted", ("a", "1"));
        await stage.DeployAsync("1.0.0", [.. Objects(stage, "1.0.0"), map]);
        await stage.Cluster.MergePatchAsync(
            ObjectKey.Of(map),
            JsonNode.Parse("""{"metadata":{"labels":{"app.kubernetes.io/managed-by":"me"}}}""")!.AsObject(),
            Stage.Stop
        );

        await stage.DeployAsync("1.1.0", Objects(stage, "1.0.0"));

        Assert.NotNull(await stage.FindAsync("ConfigMap", "adopted"));
    }

    [Fact]
    public async Task A_failing_pod_ends_the_deploy_is_named_and_leaves_the_old_pods_serving()
    {
        await using var stage = await Stage.OpenAsync(cluster);
        await stage.DeployAsync("1.0.0", Objects(stage, "1.0.0"));

        var e = await Assert.ThrowsAsync<RolloutFailedException>(() =>
            stage.DeployAsync("1.1.0", Broken(stage))
        );

        Assert.Equal(Outcome.Failed, e.Outcome);
        // Which of its two words the kubelet has for a refused pull depends on the moment.
        const string Refused = "(ErrImagePull|ImagePullBackOff)";
        Assert.Matches($"deployment/movie, pod movie-[a-z0-9-]+, container movie: {Refused}", e.What);
        var failed = (await stage.HistoryAsync())[0];
        Assert.Equal(ReleaseState.Failed, failed.State);
        Assert.Matches(Refused, failed.Failure);
        Assert.True(
            (await stage.FindAsync("Deployment", "movie"))!.Number("status", "availableReplicas") >= 2
        );
        Assert.Equal("2 failed, 1 deployed", await stage.StatesAsync());
    }

    [Fact]
    public async Task A_deploy_after_a_failed_one_converges()
    {
        await using var stage = await Stage.OpenAsync(cluster);
        await stage.DeployAsync("1.0.0", Objects(stage, "1.0.0"));
        var before = await stage.PictureAsync();
        await Assert.ThrowsAsync<RolloutFailedException>(() => stage.DeployAsync("1.1.0", Broken(stage)));

        await stage.DeployAsync("1.0.0", Objects(stage, "1.0.0"));

        Assert.Equal(before, await stage.PictureAsync());
        Assert.Equal("3 deployed, 2 failed, 1 superseded", await stage.StatesAsync());
    }

    [Fact]
    public async Task A_conflict_is_refused_before_any_write_and_taken_by_force()
    {
        await using var stage = await Stage.OpenAsync(cluster);
        await stage.DeployAsync("1.0.0", Objects(stage, "1.0.0"));
        var other = Objects(stage, "1.0.0")[0].With(json => json["spec"]!["replicas"] = 2);
        await stage.Front.ApplyAsync("someone", other, "deployments");
        var before = await stage.VersionsAsync();

        var e = await Assert.ThrowsAsync<ApplyConflictException>(() =>
            stage.DeployAsync("1.1.0", Objects(stage, "1.1.0"))
        );

        Assert.Equal(Outcome.Refused, e.Outcome);
        Assert.Contains(".spec.replicas is managed by someone", e.What);
        Assert.Equal("1 deployed", await stage.StatesAsync());
        Assert.Equal(
            before["secret/slipway.shop.r1"],
            (await stage.VersionsAsync())["secret/slipway.shop.r1"]
        );
        Assert.Equal("1.0.0", await stage.VersionAsync("movie"));

        stage.ForceConflicts = true;
        await stage.DeployAsync("1.1.0", Objects(stage, "1.1.0"));
        Assert.Equal(3, (await stage.FindAsync("Deployment", "movie"))!.Number("spec", "replicas"));
    }

    [Fact]
    public async Task All_objects_that_would_be_refused_are_named_at_once()
    {
        await using var stage = await Stage.OpenAsync(cluster);
        await stage.DeployAsync("1.0.0", Objects(stage, "1.0.0"));
        var objects = Objects(stage, "1.1.0").Select(o => o.With(json => json["surprise"] = 1)).ToList();

        var e = await Assert.ThrowsAsync<MultipleRefusalsException>(() =>
            stage.DeployAsync("1.1.0", objects)
        );

        Assert.Equal(objects.Count, e.Refusals.Count);
        Assert.Equal(Outcome.Refused, e.Outcome);
        Assert.Contains($"apply deployment/movie in namespace {stage.Namespace}: ", e.What);
        Assert.Equal("1 deployed", await stage.StatesAsync());
    }

    [Fact]
    public async Task A_changed_or_failed_job_is_made_anew_and_a_finished_one_is_not_run_again()
    {
        await using var stage = await Stage.OpenAsync(cluster);
        await stage.DeployAsync("1.0.0", Shop.Job(stage.Namespace, "migrate", "1.0.0"));
        var first = (await stage.FindAsync("Job", "migrate"))!.Text("metadata", "uid");
        Assert.False(
            (await stage.DeployAsync("1.0.0", Shop.Job(stage.Namespace, "migrate", "1.0.0"))).Changed
        );

        var broken = Shop.Job(stage.Namespace, "migrate", "1.1.0", ("exit-code", "1"));
        await Assert.ThrowsAsync<RolloutFailedException>(() => stage.DeployAsync("1.1.0", broken));
        var second = (await stage.FindAsync("Job", "migrate"))!.Text("metadata", "uid");
        await Assert.ThrowsAsync<RolloutFailedException>(() => stage.DeployAsync("1.1.0", broken));
        var third = (await stage.FindAsync("Job", "migrate"))!.Text("metadata", "uid");

        Assert.Equal(3, new[] { first, second, third }.Distinct().Count());
        // Going back does not run the old one again, and is not held up by the failed one.
        await stage.RollBackAsync();
        Assert.Equal(third, (await stage.FindAsync("Job", "migrate"))!.Text("metadata", "uid"));
    }

    [Fact]
    public async Task Objects_of_a_kind_that_comes_with_the_release_are_applied_once_it_is_served()
    {
        await using var stage = await Stage.OpenAsync(cluster);
        var (definition, wish) = Custom(stage);
        await stage.DeployAsync("1.0.0", definition, wish);

        Assert.NotNull(await stage.Cluster.GetAsync(ObjectKey.Of(wish), Stage.Stop));
        Assert.False((await stage.DeployAsync("1.0.0", definition, wish)).Changed);
    }

    [Fact]
    public async Task A_narrow_role_that_sees_no_lists_and_no_namespace_is_enough()
    {
        await using var stage = await Stage.OpenAsync(cluster);
        await stage.DeployAsync("1.0.0", Objects(stage, "1.0.0"));
        stage.Front.Forbidden = request =>
            request.Method == "GET"
            && (
                request.Path.Value!.EndsWith("/configmaps", StringComparison.Ordinal)
                || request.Path.Value == $"/api/v1/namespaces/{stage.Namespace}"
            );

        Assert.False((await stage.DeployAsync("1.0.0", Objects(stage, "1.0.0"))).Changed);
        Assert.True((await stage.DeployAsync("1.1.0", Objects(stage, "1.1.0"))).Changed);
    }

    [Fact]
    public async Task A_refusal_after_the_first_change_says_that_something_may_be_in_place()
    {
        await using var stage = await Stage.OpenAsync(cluster);
        await stage.DeployAsync("1.0.0", Objects(stage, "1.0.0"));
        stage.Front.Forbidden = request =>
            request.Method == "PATCH"
            && request.Query["dryRun"].Count == 0
            && request.Path.Value!.Contains("/deployments/", StringComparison.Ordinal);

        var e = await Assert.ThrowsAsync<ReleaseFailedException>(() =>
            stage.DeployAsync("1.1.0", Objects(stage, "1.1.0"))
        );

        Assert.Equal(Outcome.Failed, e.Outcome);
        Assert.IsType<AccessDeniedException>(e.Cause);
        Assert.Equal("2 failed, 1 deployed", await stage.StatesAsync());
    }

    [Fact]
    public async Task An_interrupted_deploy_is_recorded_and_gives_the_lock_back()
    {
        await using var stage = await Stage.OpenAsync(cluster);
        using var interrupt = new CancellationTokenSource();
        var running = new DeployCommand(stage.Context).RunAsync(
            Shop.Release("1.0.0", Shop.Service(stage.Namespace, "movie", "1.0.0", ("ready-after", "never"))),
            interrupt.Token
        );
        await Eventually.True(() => stage.Reporter.Notices.Any(n => n is RolloutProgress));
        await interrupt.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => running);
        Assert.Equal("interrupted", (await stage.HistoryAsync())[0].Failure);
        await stage.DeployAsync("1.0.1", Objects(stage, "1.0.1"));
        Assert.Equal("2 deployed, 1 failed", await stage.StatesAsync());
    }

    [Fact]
    public async Task Two_deployers_at_once_come_one_after_the_other()
    {
        await using var stage = await Stage.OpenAsync(cluster);
        await stage.DeployAsync("1.0.0", Objects(stage, "1.0.0"));

        await Task.WhenAll(
            stage.DeployAsync("1.1.0", Objects(stage, "1.1.0")),
            stage.DeployAsync("1.2.0", Objects(stage, "1.2.0"))
        );

        Assert.Equal("3 deployed, 2 superseded, 1 superseded", await stage.StatesAsync());
        var running = (await stage.HistoryAsync())[0];
        Assert.Equal(running.Version, await stage.VersionAsync("movie"));
        Assert.Equal(running.Version, await stage.VersionAsync("rating"));
        // The second one began only when the first one had ended.
        Assert.True((await stage.HistoryAsync())[1].Finished <= running.Started);
    }

    private static KubeObject[] Objects(Stage stage, string version, string? movie = null) =>
        [
            Shop.Service(stage.Namespace, "movie", movie ?? version),
            Shop.Service(stage.Namespace, "rating", version),
            Shop.Address(stage.Namespace, "movie"),
            Shop.Settings(stage.Namespace, "settings", ("version", version)),
        ];

    private static KubeObject[] Broken(Stage stage) =>
        [
            Shop.Service(stage.Namespace, "movie", "1.1.0", ("pull-error", "manifest unknown")),
            .. Objects(stage, "1.0.0")[1..],
        ];

    private static (KubeObject Definition, KubeObject Wish) Custom(Stage stage)
    {
        var group = $"{stage.Namespace}.example.com";
        return (
            KubeObject.Parse(
                $$$"""
                {"apiVersion":"apiextensions.k8s.io/v1","kind":"CustomResourceDefinition",
                 "metadata":{"name":"wishes.{{{group}}}"},
                 "spec":{"group":"{{{group}}}","scope":"Namespaced",
                  "names":{"kind":"Wish","plural":"wishes","singular":"wish"},
                  "versions":[{"name":"v1","served":true,"storage":true,"schema":{"openAPIV3Schema":
                   {"type":"object","x-kubernetes-preserve-unknown-fields":true}
                  }}]}}
                """
            ),
            KubeObject.Parse(
                $$$"""
                {"apiVersion":"{{{group}}}/v1","kind":"Wish",
                 "metadata":{"name":"peace","namespace":"{{{stage.Namespace}}}"},
                 "spec":{"what":"peace"}}
                """
            )
        );
    }
}
