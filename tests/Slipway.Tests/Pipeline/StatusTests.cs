using Slipway.Pipeline.Status;
using Slipway.Tests.Kubernetes;

namespace Slipway.Tests.Pipeline;

public sealed class StatusTests(RehearsingCluster cluster) : IClassFixture<RehearsingCluster>
{
    [Fact]
    public async Task What_runs_is_told_without_a_write_and_without_waiting_for_who_is_at_work()
    {
        await using var stage = await Stage.OpenAsync(cluster);
        await stage.DeployAsync(
            "1.0.0",
            Shop.Service(stage.Namespace, "movie", "1.0.0"),
            Shop.Address(stage.Namespace, "movie")
        );
        // Someone who was killed still holds the lock.
        stage.Front.Open(1);
        await Assert.ThrowsAnyAsync<Slipway.Values.Refusal>(() =>
            stage.DeployAsync("1.1.0", Shop.Service(stage.Namespace, "movie", "1.1.0"))
        );
        stage.Front.Open();

        var movie = Assert.Single(await new StatusQuery(stage.Context).RunAsync(Stage.Stop));
        await stage.HistoryAsync();

        Assert.Equal(("movie", "1.0.0", 3, 3), (movie.Service, movie.Version, movie.Ready, movie.Desired));
        Assert.Matches("^http://127[0-9.]+$", movie.Address);
        Assert.Empty(stage.Front.Writes);
    }

    [Fact]
    public async Task Without_the_right_to_see_Ingresses_and_ReplicaSets_the_rest_is_told()
    {
        await using var stage = await Stage.OpenAsync(cluster);
        await stage.DeployAsync("1.0.0", Shop.Service(stage.Namespace, "movie", "1.0.0"));
        stage.Front.Forbidden = request =>
            request.Path.Value!.EndsWith("/ingresses", StringComparison.Ordinal)
            || request.Path.Value.EndsWith("/replicasets", StringComparison.Ordinal);

        Assert.Single(await new StatusQuery(stage.Context).RunAsync(Stage.Stop));
    }

    [Fact]
    public async Task Where_there_is_no_namespace_nothing_runs_and_nothing_was_released()
    {
        await using var stage = await Stage.OpenAsync(cluster);
        Assert.Empty(await new StatusQuery(stage.Context).RunAsync(Stage.Stop));
        Assert.Empty(await stage.HistoryAsync());
        Assert.Empty(stage.Front.Writes);
    }
}
