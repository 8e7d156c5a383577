using Slipway.Kubernetes.Errors;
using Slipway.Pipeline;
using Slipway.Pipeline.Changes;
using Slipway.Reporting;
using Slipway.Tests.Kubernetes;
using Slipway.Values;

namespace Slipway.Tests.Pipeline;

/// <summary>Somebody scaled by hand, as one does in the middle of the night.</summary>
public sealed class ScaledReplicasTests(RehearsingCluster cluster) : IClassFixture<RehearsingCluster>
{
    [Fact]
    public void An_autoscaler_is_called_so_and_not_by_the_program_that_it_is_part_of() =>
        Assert.Equal(
            "deployment/movie keeps its 5 pods, as its autoscaler scaled it; --reset-replicas applies the manifest's number",
            new ScaledReplicas(
                Shop.Service("shop", "movie", "1.0.0"),
                TakeOver: false,
                Count: 5,
                Manager: "kube-controller-manager"
            ).Remark
        );

    [Fact]
    public async Task A_deploy_and_a_rollback_keep_the_number_and_say_so()
    {
        await using var stage = await ScaledAsync();

        await stage.DeployAsync("1.1.0", Movie(stage, "1.1.0", 3));
        await IsAsync(stage, "1.1.0", 5);
        // Shown once, though a command with a canary compares twice.
        Assert.Contains(stage.Reporter.Notices.OfType<StandingNotice>(), n =>
            n.Text
            == "deployment/movie keeps its 5 pods, as kubectl scaled it; --reset-replicas applies the "
                + "manifest's number"
        );

        await stage.RollBackAsync();
        await IsAsync(stage, "1.0.0", 5);

        // And again, by the next command that changes nothing.
        Assert.False((await stage.DeployAsync("1.0.0", Movie(stage, "1.0.0", 3))).Changed);
        await IsAsync(stage, "1.0.0", 5);
    }

    [Fact]
    public async Task A_new_number_in_the_manifests_replaces_it_and_a_rollback_to_the_old_one_too()
    {
        await using var stage = await ScaledAsync();

        await stage.DeployAsync("1.1.0", Movie(stage, "1.1.0", 2));
        await IsAsync(stage, "1.1.0", 2);
        Assert.Contains(stage.Reporter.Notices, n =>
            n.Text == "deployment/movie goes from 5 pods, as kubectl scaled it, to the manifest's 2"
        );

        await stage.Front.ScaleAsync(stage.Namespace, "movie", 6);
        await stage.RollBackAsync();
        await IsAsync(stage, "1.0.0", 3);
    }

    [Fact]
    public async Task The_manifests_number_comes_back_when_it_is_asked_for()
    {
        await using var stage = await ScaledAsync();
        stage.Choices = new ChangeChoices { ResetReplicas = true };
        await stage.DeployAsync("1.0.0", Movie(stage, "1.0.0", 3));
        await IsAsync(stage, "1.0.0", 3);
    }

    [Fact]
    public async Task What_else_is_in_the_way_is_still_refused()
    {
        await using var stage = await ScaledAsync();
        var other = Movie(stage, "1.0.0", 5).With(json => json["spec"]!["minReadySeconds"] = 7);
        await stage.Front.ApplyAsync(
            "someone",
            other.With(json => json["spec"]!.AsObject().Remove("replicas")),
            "deployments"
        );
        stage.Choices = new ChangeChoices { ResetReplicas = true };

        var e = await Assert.ThrowsAsync<ApplyConflictException>(() =>
            stage.DeployAsync(
                "1.1.0",
                Movie(stage, "1.1.0", 3).With(json => json["spec"]!["minReadySeconds"] = 1)
            )
        );

        Assert.DoesNotContain("replicas", e.What);
        await IsAsync(stage, "1.0.0", 5);
    }

    private async Task<Stage> ScaledAsync()
    {
        var stage = await Stage.OpenAsync(cluster);
        await stage.DeployAsync("1.0.0", Movie(stage, "1.0.0", 3));
        await stage.Front.ScaleAsync(stage.Namespace, "movie", 5);
        return stage;
    }

    private static KubeObject Movie(Stage stage, string version, int replicas) =>
        Shop.Service(stage.Namespace, "movie", version).With(json => json["spec"]!["replicas"] = replicas);

    private static async Task IsAsync(Stage stage, string version, int replicas)
    {
        Assert.Equal(version, await stage.VersionAsync("movie"));
        var live = await stage.FindAsync("Deployment", "movie");
        Assert.Equal(replicas, live!.Number("spec", "replicas"));
    }
}
