using Slipway.Pipeline;
using Slipway.Pipeline.Destroy;
using Slipway.Pipeline.Status;
using Slipway.Releases;
using Slipway.Tests.Kubernetes;
using Slipway.Values;

namespace Slipway.Tests.Pipeline;

public sealed class RollbackTests(RehearsingCluster cluster) : IClassFixture<RehearsingCluster>
{
    [Fact]
    public async Task Rolling_back_twice_goes_back_two_releases_and_brings_pruned_objects_back()
    {
        await using var stage = await Stage.OpenAsync(cluster);
        var extra = Shop.Settings(stage.Namespace, "extra", ("a", "1"));
        await stage.DeployAsync("1.0.0", [.. Objects(stage, "1.0.0"), extra]);
        await stage.DeployAsync("1.1.0", Objects(stage, "1.1.0"));
        await stage.DeployAsync("1.2.0", Objects(stage, "1.2.0"));
        Assert.Null(await stage.FindAsync("ConfigMap", "extra"));

        var once = await stage.RollBackAsync();
        Assert.Equal("Rolled back to 1.1.0 (revision 2), as revision 4", once.Summary);
        Assert.Equal("1.1.0", await stage.VersionAsync("movie"));
        Assert.Equal("4 deployed, 3 rolled-back, 2 superseded, 1 superseded", await stage.StatesAsync());

        await stage.RollBackAsync();
        Assert.Equal("1.0.0", await stage.VersionAsync("movie"));
        Assert.Equal("1", (await stage.FindAsync("ConfigMap", "extra"))!.Text("data", "a"));
        await Assert.ThrowsAsync<NoRollbackTargetException>(() => stage.RollBackAsync());
    }

    [Theory]
    [InlineData("1.0.0")]
    [InlineData("1")]
    [InlineData("r1")]
    public async Task A_version_or_revision_can_be_named(string to)
    {
        await using var stage = await Stage.OpenAsync(cluster);
        foreach (var version in new[] { "1.0.0", "1.1.0", "1.2.0" })
            await stage.DeployAsync(version, Objects(stage, version));

        var result = await stage.RollBackAsync(to);

        Assert.Equal(("1.0.0", 1), (result.Release.Version, result.Release.Restores));
        Assert.Equal("1.0.0", await stage.VersionAsync("movie"));
        // And forth again, to what was taken back.
        await stage.RollBackAsync("3");
        Assert.Equal("1.2.0", await stage.VersionAsync("movie"));
    }

    [Fact]
    public async Task A_failed_deploy_is_undone_by_going_back_to_what_ran()
    {
        await using var stage = await Stage.OpenAsync(cluster);
        await stage.DeployAsync("1.0.0", Objects(stage, "1.0.0"));
        var before = await stage.VersionAsync("movie");
        await Assert.ThrowsAnyAsync<Refusal>(() =>
            stage.DeployAsync(
                "1.1.0",
                Shop.Service(stage.Namespace, "movie", "1.1.0", ("pull-error", "manifest unknown"))
            )
        );

        await stage.RollBackAsync();

        Assert.Equal(before, await stage.VersionAsync("movie"));
        Assert.Equal("3 deployed, 2 failed, 1 superseded", await stage.StatesAsync());
        Assert.Equal(
            3,
            (await stage.FindAsync("Deployment", "movie"))!.Number("status", "availableReplicas")
        );
    }

    [Fact]
    public async Task What_does_not_exist_is_refused_and_no_namespace_is_made_for_it()
    {
        await using var stage = await Stage.OpenAsync(cluster);
        var e = await Assert.ThrowsAsync<NoRollbackTargetException>(() => stage.RollBackAsync());
        Assert.Equal("Nothing has been deployed here yet.", e.What);
        await Assert.ThrowsAsync<NothingToPromoteException>(() => stage.PromoteAsync());
        await Assert.ThrowsAsync<NoStableReleaseException>(() =>
            stage.CanaryAsync("1.0.0", Objects(stage, "1.0.0"))
        );
        await new DestroyCommand(stage.Context).RunAsync(null, Stage.Stop);
        Assert.Empty(await stage.HistoryAsync());
        Assert.Empty((await new StatusQuery(stage.Context).RunAsync(Stage.Stop)).Workloads);
        Assert.DoesNotContain(stage.Front.Writes, w => !w.StartsWith("DELETE", StringComparison.Ordinal));

        await stage.DeployAsync("1.0.0", Objects(stage, "1.0.0"));
        await Assert.ThrowsAsync<ReleaseUnknownException>(() => stage.RollBackAsync("7.0.0"));
        Assert.Equal("1 deployed", await stage.StatesAsync());
    }

    private static KubeObject[] Objects(Stage stage, string version) =>
        [
            Shop.Service(stage.Namespace, "movie", version),
            Shop.Settings(stage.Namespace, "settings", ("version", version)),
        ];
}
