using Slipway.Kubernetes;
using Slipway.Pipeline.Status;
using Slipway.Reporting;
using Slipway.Tests.Kubernetes;
using Slipway.Values;

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
        await Assert.ThrowsAnyAsync<Refusal>(() =>
            stage.DeployAsync("1.1.0", Shop.Service(stage.Namespace, "movie", "1.1.0"))
        );
        stage.Front.Open();

        var movie = Assert.Single(await RunAsync(stage));
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

        Assert.Single(await RunAsync(stage));
    }

    [Fact]
    public async Task Where_there_is_no_namespace_nothing_runs_and_nothing_was_released()
    {
        await using var stage = await Stage.OpenAsync(cluster);
        Assert.Empty(await RunAsync(stage));
        Assert.Empty(await stage.HistoryAsync());
        Assert.Empty(stage.Front.Writes);
    }

    [Fact]
    public async Task What_serves_and_what_fails_to_come_are_told_apart()
    {
        await using var stage = await Stage.OpenAsync(cluster);
        await stage.DeployAsync("1.0.0", Shop.Service(stage.Namespace, "movie", "1.0.0"));
        await Assert.ThrowsAnyAsync<Refusal>(() =>
            stage.DeployAsync(
                "1.1.0",
                Shop.Service(stage.Namespace, "movie", "1.1.0", ("pull-error", "manifest unknown"))
            )
        );

        var movie = Assert.Single(await RunAsync(stage));

        Assert.Equal(("1.1.0", 0, 3), (movie.Version, movie.Ready, movie.Desired));
        var serving = Assert.Single(movie.StillServing);
        Assert.Equal(("1.0.0", 3), (serving.Version, serving.Ready));
        Assert.Equal(Shop.Image("movie", "1.0.0").Digest, serving.Digest);
        Assert.Equal("0 of 3 new, 3 old still serve", movie.Counts);
        Assert.Contains("ImagePull", movie.WaitsFor);
    }

    [Fact]
    public async Task A_Role_for_what_the_release_has_is_enough_and_what_is_not_shown_is_said()
    {
        await using var stage = await Stage.OpenAsync(cluster);
        await stage.Cluster.ApplyAsync(
            KubeObject.Parse(
                $$"""{ "apiVersion": "v1", "kind": "Namespace", "metadata": { "name": "{{stage.Namespace}}" } }"""
            ),
            new ApplyOptions(Force: true),
            Stage.Stop
        );
        string[] allowed =
        [
            "deployments",
            "services",
            "configmaps",
            "serviceaccounts",
            "replicasets",
            "pods",
            "leases",
            "secrets",
        ];
        stage.Front.Forbidden = request =>
            request.Path.Value!.Split('/', StringSplitOptions.RemoveEmptyEntries) is var path
            && (
                Array.IndexOf(path, "namespaces") is >= 0 and var at && path.Length > at + 2
                    ? !allowed.Contains(path[at + 2])
                    : path.Contains("namespaces") || path.Contains("clusterroles")
            );
        await stage.DeployAsync(
            "1.0.0",
            Shop.Service(stage.Namespace, "movie", "1.0.0"),
            Shop.Address(stage.Namespace, "movie")
        );

        await stage.DeployAsync("1.1.0", Shop.Service(stage.Namespace, "movie", "1.1.0"));
        await stage.RollBackAsync();
        Assert.Equal("1.0.0", await stage.VersionAsync("movie"));

        // Each rollout reports it, and a renderer shows it once.
        var said = Assert.Single(stage.Reporter.Notices.OfType<StandingNotice>().Distinct());
        Assert.StartsWith($"Events of namespace {stage.Namespace} cannot be read", said.Text);
        var report = await new StatusQuery(stage.Context).RunAsync(Stage.Stop);
        Assert.Equal(3, Assert.Single(report.Workloads).Ready);
        Assert.Empty(report.NotShown);

        stage.Front.Forbidden = request =>
            request.Path.Value!.EndsWith("/deployments", StringComparison.Ordinal);
        report = await new StatusQuery(stage.Context).RunAsync(Stage.Stop);
        Assert.Empty(report.Workloads);
        Assert.StartsWith("Deployments are not shown: ", Assert.Single(report.NotShown));
    }

    private static async Task<IReadOnlyList<WorkloadStatus>> RunAsync(Stage stage) =>
        (await new StatusQuery(stage.Context).RunAsync(Stage.Stop)).Workloads;
}
