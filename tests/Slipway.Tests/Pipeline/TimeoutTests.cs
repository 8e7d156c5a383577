using System.Text.Json.Nodes;
using Slipway.Kubernetes.Objects;
using Slipway.Rollouts.Waiting;
using Slipway.Tests.Kubernetes;

namespace Slipway.Tests.Pipeline;

public sealed class TimeoutTests(RehearsingCluster cluster) : IClassFixture<RehearsingCluster>
{
    [Fact]
    public async Task The_total_timeout_ends_the_command_and_names_what_it_waited_for()
    {
        await using var stage = await Stage.OpenAsync(cluster);
        stage.Timeouts = new(TimeSpan.FromSeconds(10), TimeSpan.FromSeconds(10));
        var slow = Shop.Service(stage.Namespace, "movie", "1.0.0", ("ready-after", "never"));

        var deploying = stage.DeployAsync("1.0.0", slow);
        await Eventually.True(() =>
            deploying.IsCompleted || stage.Reporter.Notices.Any(n => n is RolloutProgress { Desired: 3 })
        );
        // The lock lives as long as its beats come in time, so each step is a beat's, and waits for it.
        var lease = new ObjectKey("coordination.k8s.io/v1", "Lease", stage.Namespace, "slipway-shop");
        for (var step = 0; step < 5; step++)
        {
            var renewed = await RenewedAsync();
            stage.Time.Leap(2);
            await Eventually.True(async () => deploying.IsCompleted || await RenewedAsync() != renewed);
        }
        // Any news makes the wait look at the clock.
        await stage.Cluster.MergePatchAsync(
            new ObjectKey("apps/v1", "Deployment", stage.Namespace, "movie"),
            JsonNode.Parse("""{"metadata":{"annotations":{"news":"any"}}}""")!.AsObject(),
            Stage.Stop
        );
        var e = await Assert.ThrowsAsync<RolloutTimedOutException>(() => deploying);

        Assert.StartsWith("deployment/movie timed out after 10 s, 0/3 ready: ", e.What);
        Assert.Equal("1 failed", await stage.StatesAsync());

        async Task<string?> RenewedAsync() =>
            (await stage.Cluster.GetAsync(lease, Stage.Stop))!.Text("spec", "renewTime");
    }
}
