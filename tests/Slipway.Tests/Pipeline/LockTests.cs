using System.Text.Json.Nodes;
using Slipway.Kubernetes;
using Slipway.Kubernetes.Objects;
using Slipway.Releases;
using Slipway.Rollouts.Waiting;
using Slipway.Tests.Kubernetes;
using Slipway.Values;

namespace Slipway.Tests.Pipeline;

public sealed class LockTests(RehearsingCluster cluster) : IClassFixture<RehearsingCluster>
{
    [Fact]
    public async Task Who_lost_the_lock_stops_and_leaves_the_records_to_who_has_it()
    {
        await using var stage = await Stage.OpenAsync(cluster);
        var running = stage.DeployAsync(
            "1.0.0",
            Shop.Service(stage.Namespace, "movie", "1.0.0", ("ready-after", "never"))
        );
        await Eventually.True(() => stage.Reporter.Notices.Any(n => n is RolloutProgress));
        await TakeAsync(stage, "bea@build-8/1 Deploy --env staging");
        stage.Front.Open();
        // It notices at its next beat.
        stage.Time.Leap(5);

        var e = await Assert.ThrowsAsync<LockLostException>(() => running);

        Assert.Contains("it was taken by bea@build-8/1 Deploy --env staging", e.What);
        Assert.Equal("1 pending", await stage.StatesAsync());
        Assert.All(stage.Front.Writes, write => Assert.Contains("/leases/", write));
    }

    [Fact]
    public async Task Who_died_with_the_lock_is_passed_over_after_its_time_and_named_before()
    {
        await using var stage = await Stage.OpenAsync(cluster);
        await stage.DeployAsync("1.0.0", Shop.Service(stage.Namespace, "movie", "1.0.0"));
        stage.Front.Open(3);
        await Assert.ThrowsAnyAsync<Refusal>(() =>
            stage.DeployAsync("1.1.0", Shop.Service(stage.Namespace, "movie", "1.1.0"))
        );
        stage.Front.Open();

        var next = stage.DeployAsync("1.1.0", Shop.Service(stage.Namespace, "movie", "1.1.0"));
        await Eventually.True(() =>
            stage.Reporter.Notices.Any(n => n.Text.StartsWith("Waiting for ", StringComparison.Ordinal))
        );
        Assert.Equal("2 pending, 1 deployed", await stage.StatesAsync());
        stage.Time.Leap(16);

        await next;
        Assert.Equal("3 deployed, 2 failed, 1 superseded", await stage.StatesAsync());
        Assert.Contains(stage.Reporter.Notices, n =>
            n.Text.StartsWith("1.1.0 (revision 2) was started by anna@build-7 ", StringComparison.Ordinal)
        );
    }

    [Fact]
    public async Task What_a_guard_refuses_is_not_written()
    {
        await using var stage = await Stage.OpenAsync(cluster);
        var lost = new LockLostException("somebody took it", "a lease");
        var writes = 0;
        using (stage.Cluster.GuardWrites(_ => ++writes > 1 ? throw lost : Task.CompletedTask))
        {
            var ns = new JsonObject
            {
                ["apiVersion"] = "v1",
                ["kind"] = "Namespace",
                ["metadata"] = new JsonObject { ["name"] = stage.Namespace },
            };
            await stage.Cluster.CreateAsync(KubeObject.From(ns), Stage.Stop);
            var key = new ObjectKey("v1", "Namespace", null, stage.Namespace);
            await Assert.ThrowsAsync<LockLostException>(() =>
                stage.Cluster.DeleteAsync(key, new DeleteOptions(), Stage.Stop)
            );
            Assert.NotNull(await stage.Cluster.GetAsync(key, Stage.Stop));
        }
        Assert.Single(stage.Front.Writes);
    }

    private static Task<KubeObject> TakeAsync(Stage stage, string holder) =>
        stage.Cluster.MergePatchAsync(
            new ObjectKey("coordination.k8s.io/v1", "Lease", stage.Namespace, "slipway-shop"),
            new JsonObject { ["spec"] = new JsonObject { ["holderIdentity"] = holder } },
            Stage.Stop
        );
}
