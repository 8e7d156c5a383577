using System.Text.Json.Nodes;
using Slipway.Kubernetes;
using Slipway.Kubernetes.Objects;
using Slipway.Manifests;
using Slipway.Pipeline;
using Slipway.Pipeline.Releasing;
using Slipway.Rollouts.Waiting;
using Slipway.Tests.Kubernetes;
using Slipway.Values;

namespace Slipway.Tests.Pipeline;

public sealed class HookJobTests(RehearsingCluster cluster) : IClassFixture<RehearsingCluster>
{
    [Fact]
    public async Task A_migration_succeeds_before_any_workload_changes_and_runs_once()
    {
        await using var stage = await Stage.OpenAsync(cluster);
        await stage.DeployAsync("1.0.0", Movie(stage, "1.0.0"), Migration(stage, "1.0.0"));
        var requests = stage.Front.Requests.ToList();
        var migrated = requests.FindLastIndex(r => IsWrite(r, "jobs/migrate"));
        Assert.InRange(requests.FindIndex(r => IsWrite(r, "deployments/movie")), migrated + 1, int.MaxValue);
        var first = await UidAsync(stage);

        // The same migration with another version of the service is done already.
        await stage.DeployAsync("1.1.0", Movie(stage, "1.1.0"), Migration(stage, "1.0.0"));
        Assert.Equal(first, await UidAsync(stage));

        await stage.DeployAsync("1.2.0", Movie(stage, "1.2.0"), Migration(stage, "1.2.0"));
        var second = await UidAsync(stage);
        Assert.NotEqual(first, second);

        await stage.RollBackAsync();
        Assert.Equal("1.1.0", await stage.VersionAsync("movie"));
        Assert.Equal(second, await UidAsync(stage));
    }

    [Fact]
    public async Task A_migration_that_fails_stops_the_release_and_no_workload_is_touched()
    {
        await using var stage = await Stage.OpenAsync(cluster);
        await stage.DeployAsync("1.0.0", Movie(stage, "1.0.0"));

        var e = await Assert.ThrowsAsync<RolloutFailedException>(() =>
            stage.DeployAsync("1.1.0", Movie(stage, "1.1.0"), Migration(stage, "1.1.0", ("exit-code", "1")))
        );

        Assert.Contains("job/migrate", e.What);
        Assert.Equal("1.0.0", await stage.VersionAsync("movie"));
        Assert.Equal("2 failed, 1 deployed", await stage.StatesAsync());

        // A failed one does not begin again by itself; the next deploy replaces it.
        await stage.DeployAsync("1.1.1", Movie(stage, "1.1.0"), Migration(stage, "1.1.1"));
        Assert.Equal("1.1.0", await stage.VersionAsync("movie"));
    }

    [Fact]
    public async Task A_migration_runs_before_the_pods_of_a_canary_and_not_again_when_it_is_promoted()
    {
        await using var stage = await Stage.OpenAsync(cluster);
        await stage.DeployAsync("1.0.0", Movie(stage, "1.0.0"));
        stage.Front.Requests.Clear();

        Assert.True(await stage.CanaryAsync("1.1.0", Movie(stage, "1.1.0"), Migration(stage, "1.1.0")));
        var requests = stage.Front.Requests.ToList();
        var migrated = requests.FindLastIndex(r => IsWrite(r, "jobs/migrate"));
        Assert.InRange(migrated, 0, requests.FindIndex(r => IsWrite(r, "deployments/movie-canary")));
        var uid = await UidAsync(stage);

        await stage.PromoteAsync();
        Assert.Equal(uid, await UidAsync(stage));
    }

    [Fact]
    public async Task A_migration_of_a_release_that_failed_does_not_run_again_although_it_is_gone()
    {
        await using var stage = await Stage.OpenAsync(cluster);
        await stage.DeployAsync("1.0.0", Movie(stage, "1.0.0"));
        await Assert.ThrowsAsync<RolloutFailedException>(() =>
            stage.DeployAsync("1.1.0", Broken(stage, "1.1.0"), Migration(stage, "1.1.0"))
        );
        await VanishAsync(stage);

        // Which the second attempt must hand on to the third.
        foreach (var version in new[] { "1.1.1", "1.1.2" })
            await Assert.ThrowsAsync<RolloutFailedException>(() =>
                stage.DeployAsync(version, Broken(stage, version), Noted(Migration(stage, "1.1.0"), version))
            );
        await stage.DeployAsync("1.1.3", Movie(stage, "1.1.3"), Noted(Migration(stage, "1.1.0"), "1.1.3"));

        Assert.Equal("1.1.3", await stage.VersionAsync("movie"));
        Assert.Null(await stage.FindAsync("Job", "migrate"));
        var history = await stage.HistoryAsync();
        Assert.All(history.SkipLast(1), r => Assert.Equal("migrate", Assert.Single(r.Hooks).Name));
        Assert.Empty(history[^1].Hooks);
        Assert.False((await stage.DeployAsync("1.1.3", history[0].Manifests)).Changed);
    }

    [Fact]
    public async Task A_migration_that_succeeded_beside_one_that_failed_does_not_run_again()
    {
        await using var stage = await Stage.OpenAsync(cluster);
        await stage.DeployAsync("1.0.0", Movie(stage, "1.0.0"), Migration(stage, "1.0.0"));
        // Begun again, it succeeds at once, since its Job is still there; its record is lost.
        var first = Migration(stage, "1.0.0").With(json => json["spec"]!["ttlSecondsAfterFinished"] = 86400);
        var second = Migration(stage, "1.1.0", ("exit-code", "1"))
            .With(json => json["metadata"]!["name"] = "second");

        await Assert.ThrowsAsync<RolloutFailedException>(() =>
            stage.DeployAsync("1.1.0", Movie(stage, "1.1.0"), first, second)
        );

        Assert.Equal("migrate", Assert.Single((await stage.HistoryAsync())[0].Hooks).Name);
    }

    [Fact]
    public async Task A_migration_of_a_rejected_canary_does_not_run_again()
    {
        await using var stage = await Stage.OpenAsync(cluster);
        await stage.DeployAsync("1.0.0", Movie(stage, "1.0.0"));
        stage.Metrics = ScriptedMetrics.Bad;
        await Assert.ThrowsAsync<CanaryRejectedException>(() =>
            stage.CanaryAsync("1.1.0", Movie(stage, "1.1.0"), Migration(stage, "1.1.0"))
        );
        await VanishAsync(stage);

        await stage.DeployAsync("1.1.1", Movie(stage, "1.1.1"), Migration(stage, "1.1.0"));
        Assert.Null(await stage.FindAsync("Job", "migrate"));
    }

    [Fact]
    public async Task A_migration_that_ran_before_the_last_one_does_not_run_again()
    {
        await using var stage = await Stage.OpenAsync(cluster);
        foreach (var version in new[] { "1.0.0", "1.1.0" })
            await stage.DeployAsync(version, Movie(stage, version), Migration(stage, version));
        var second = await UidAsync(stage);

        KubeObject[] reverted = [Movie(stage, "1.0.0"), Migration(stage, "1.0.0")];
        Assert.True((await stage.DeployAsync("1.2.0", reverted)).Changed);
        Assert.Equal(second, await UidAsync(stage));
        Assert.False((await stage.DeployAsync("1.2.0", reverted)).Changed);
    }

    [Theory]
    [InlineData("migrations", "the unknown value 'migrations'")]
    [InlineData("migration", null)]
    public void A_misspelt_hook_is_refused(string value, string? problem)
    {
        var job = Shop.Job("shop", "migrate", "1.0.0")
            .With(json => json["metadata"]!["labels"] = Label(value));
        var errors = ManifestValidation.Check([job]).Select(e => e.ToString());
        if (problem is null)
            Assert.DoesNotContain(errors, e => e.Contains(HookJob.Label));
        else
            Assert.Contains(errors, e => e.Contains(problem));
    }

    private static JsonObject Label(string value) => new() { [HookJob.Label] = value };

    private static bool IsWrite(string request, string path) =>
        request.StartsWith("PATCH ", StringComparison.Ordinal)
        && request.Contains($"/{path}?", StringComparison.Ordinal)
        && !request.Contains("dryRun", StringComparison.Ordinal);

    private static async Task<string?> UidAsync(Stage stage) =>
        (await stage.FindAsync("Job", "migrate"))!.Text("metadata", "uid");

    // As its TTL would have it.
    private static async Task VanishAsync(Stage stage)
    {
        var key = ObjectKey.Of((await stage.FindAsync("Job", "migrate"))!);
        await stage.Cluster.DeleteAsync(key, new DeleteOptions(), Stage.Stop);
        await stage.Cluster.UntilAsync(key, live => live is null, Stage.Stop);
    }

    // The preparation of a release notes its version on each workload.
    private static KubeObject Noted(KubeObject obj, string version) =>
        obj.With(json =>
            json["metadata"]!["annotations"] = new JsonObject { [ManifestLabels.Version] = version }
        );

    private static KubeObject Broken(Stage stage, string version) =>
        Shop.Service(stage.Namespace, "movie", version, ("exit-code", "1"), ("exit-after", "0s"));

    private static KubeObject Movie(Stage stage, string version) =>
        Shop.Service(stage.Namespace, "movie", version);

    private static KubeObject Migration(
        Stage stage,
        string version,
        params (string Name, string Value)[] rehearsal
    ) =>
        Shop.Job(stage.Namespace, "migrate", version, rehearsal)
            .With(json => json["metadata"]!["labels"] = Label(HookJob.Migration));
}
