using Slipway.Rollouts.Waiting;
using Slipway.Tests.Kubernetes;
using Slipway.Values;

namespace Slipway.Tests.Pipeline;

/// <summary>Whose digest stays the same stays as it is, whatever version is written before it.</summary>
public sealed class UnchangedImageTests(RehearsingCluster cluster) : IClassFixture<RehearsingCluster>
{
    [Fact]
    public async Task After_a_failed_first_release_what_came_to_run_is_not_restarted_and_no_job_runs_again()
    {
        await using var stage = await Stage.OpenAsync(cluster);
        var broken = Shop.Service(stage.Namespace, "movie", "1.0.0", ("pull-error", "manifest unknown"));
        await Assert.ThrowsAsync<RolloutFailedException>(() =>
            stage.DeployAsync("1.0.0", [broken, .. Others(stage, "1.0.0")])
        );
        var (generation, job) = await StateAsync(stage);

        // The fix is another commit: the same bits would get its version.
        await stage.DeployAsync(
            "1.1.0",
            [Shop.Service(stage.Namespace, "movie", "1.1.0"), .. Others(stage, "1.1.0")]
        );

        Assert.Equal((generation, job), await StateAsync(stage));
        Assert.Equal("1.0.0", await stage.VersionAsync("rating"));
        Assert.Equal("1.0.0", (await stage.HistoryAsync())[0].Images["rating"].Tag);
    }

    private static async Task<(long?, string?)> StateAsync(Stage stage) =>
        (
            (await stage.FindAsync("Deployment", "rating"))!.Number("metadata", "generation"),
            (await stage.FindAsync("Job", "migrate"))!.Text("metadata", "uid")
        );

    /// <summary>The bits of 1.0.0 under another version.</summary>
    private static KubeObject[] Others(Stage stage, string version) =>
        [
            .. new[]
            {
                Shop.Service(stage.Namespace, "rating", "1.0.0"),
                Shop.Job(stage.Namespace, "migrate", "1.0.0"),
            }.Select(o =>
                KubeObject.Parse($"{o}".Replace(":1.0.0@", $":{version}@", StringComparison.Ordinal))
            ),
        ];
}
