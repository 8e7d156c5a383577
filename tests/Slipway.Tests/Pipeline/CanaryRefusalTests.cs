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

/// <summary>What a canary, or its promotion, is refused for, and when.</summary>
public sealed class CanaryRefusalTests(RehearsingCluster cluster) : IClassFixture<RehearsingCluster>
{
    [Fact]
    public async Task A_weight_that_no_pods_express_and_an_unchanged_release_are_refused_before_any_write()
    {
        await using var stage = await Stage.OpenAsync(cluster);
        var two = Shop.Service(stage.Namespace, "movie", "1.0.0").With(json => json["spec"]!["replicas"] = 2);
        await stage.DeployAsync("1.0.0", two);
        await Assert.ThrowsAsync<WeightRefusal>(() =>
            stage.CanaryAsync(
                "1.1.0",
                Shop.Service(stage.Namespace, "movie", "1.1.0").With(json => json["spec"]!["replicas"] = 2)
            )
        );
        await Assert.ThrowsAsync<NoCanaryRefusal>(() => stage.CanaryAsync("1.1.0", two));
        Assert.Equal("1 deployed", await stage.StatesAsync());
    }

    [Fact]
    public async Task Beside_a_release_that_failed_half_way_there_is_no_canary()
    {
        await using var stage = await StartAsync(cluster);
        await Assert.ThrowsAsync<RolloutFailedException>(() =>
            stage.DeployAsync(
                "1.1.0",
                Shop.Service(stage.Namespace, "movie", "1.1.0", ("pull-error", "unknown"))
            )
        );
        var e = await Assert.ThrowsAsync<IncompleteStableException>(() =>
            stage.CanaryAsync("1.2.0", Objects(stage, "1.2.0"))
        );
        Assert.StartsWith("1.1.0 (revision 2) did not complete", e.What);
    }

    [Fact]
    public async Task A_refused_promotion_leaves_the_canary_on_trial()
    {
        await using var stage = await StartAsync(cluster);
        await stage.CanaryAsync("1.1.0", Objects(stage, "1.1.0"));
        await stage.Front.ApplyAsync(
            "someone",
            Objects(stage, "1.0.0")[0].With(json => json["spec"]!["replicas"] = 4),
            "deployments"
        );

        await Assert.ThrowsAsync<ApplyConflictException>(() => stage.PromoteAsync());
        Assert.Equal("2 pending, 1 deployed", await stage.StatesAsync());
        Assert.NotNull((await stage.FindAsync("Deployment", "movie-canary")));

        stage.ForceConflicts = true;
        Assert.NotNull(await stage.PromoteAsync());
    }

    [Fact]
    public async Task What_the_promotion_would_be_refused_for_is_refused_before_the_first_canary_pod()
    {
        await using var stage = await Stage.OpenAsync(cluster);
        var address = Shop.Address(stage.Namespace, "movie");
        await stage.DeployAsync("1.0.0", [.. Objects(stage, "1.0.0"), address]);
        var before = await stage.VersionsAsync();
        KubeObject[] refused =
        [
            .. Objects(stage, "1.1.0").Select(o => o.Name == "rating" ? o.With(j => j["surprise"] = 1) : o),
            address.With(json => json["spec"]!["clusterIP"] = "None"),
        ];

        var e = await Assert.ThrowsAsync<MultipleRefusalsException>(() =>
            stage.CanaryAsync("1.1.0", refused)
        );

        Assert.Equal(Outcome.Refused, e.Outcome);
        Assert.Contains("service/movie", e.What);
        Assert.Contains("deployment/rating", e.What);
        Assert.Contains("--replace-immutable", e.Next);
        Assert.Equal(before, await stage.VersionsAsync());
    }

    [Fact]
    public async Task A_canary_that_the_api_server_would_refuse_is_refused_before_it_is_recorded()
    {
        await using var stage = await StartAsync(cluster);
        stage.Front.Forbidden = request =>
            request.Path.Value!.EndsWith("/movie-canary", StringComparison.Ordinal);

        var e = await Assert.ThrowsAsync<AccessDeniedException>(() =>
            stage.CanaryAsync("1.1.0", Objects(stage, "1.1.0"))
        );

        Assert.Equal(Outcome.Refused, e.Outcome);
        Assert.Equal("1 deployed", await stage.StatesAsync());
    }

    [Fact]
    public async Task What_an_earlier_canary_left_under_another_selector_is_no_obstacle()
    {
        await using var stage = await StartAsync(cluster);
        var left = CanaryWorkload
            .Of(Objects(stage, "0.9.0")[0], 1)
            .With(json =>
            {
                json["spec"]!["selector"]!["matchLabels"]!["left"] = "over";
                json["spec"]!["template"]!["metadata"]!["labels"]!["left"] = "over";
                json["metadata"]!["labels"]!["app.kubernetes.io/part-of"] = Shop.App;
                json["metadata"]!["labels"]!["app.kubernetes.io/managed-by"] = "slipway";
            });
        await stage.Cluster.ApplyAsync(left, new ApplyOptions(), Stage.Stop);

        Assert.True(await stage.CanaryAsync("1.1.0", Objects(stage, "1.1.0")));

        Assert.Equal("1.1.0", await stage.VersionAsync("movie-canary"));
    }
}
