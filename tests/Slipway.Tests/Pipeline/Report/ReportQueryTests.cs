using Slipway.Pipeline.Report;
using Slipway.Releases;
using Slipway.Tests.Kubernetes;
using Slipway.Values;

namespace Slipway.Tests.Pipeline.Report;

/// <summary>Why a release failed, as it was recorded then.</summary>
public sealed class ReportQueryTests(RehearsingCluster cluster) : IClassFixture<RehearsingCluster>
{
    [Fact]
    public async Task A_failed_release_is_explained_after_a_good_one_took_its_place()
    {
        await using var stage = await Stage.OpenAsync(cluster);
        var broken = Shop.Service(
            stage.Namespace,
            "movie",
            "1.0.0",
            ("exit-code", "3"),
            ("exit-after", "1s"),
            ("ready-after", "never")
        );
        await Assert.ThrowsAnyAsync<Refusal>(() => stage.DeployAsync("1.0.0", broken));
        await stage.DeployAsync("1.1.0", Shop.Service(stage.Namespace, "movie", "1.1.0"));

        var report = await new ReportQuery(stage.Context).RunAsync(null, Stage.Stop);

        Assert.Equal((1, ReleaseState.Failed), (report.Revision, report.State));
        Assert.Contains(report.Evidence, line => line.Contains("code 3", StringComparison.Ordinal));
        Assert.Equal(2, (await new ReportQuery(stage.Context).RunAsync("1.1.0", Stage.Stop)).Revision);
    }

    [Fact]
    public async Task Where_nothing_failed_that_is_said()
    {
        await using var stage = await Stage.OpenAsync(cluster);
        await stage.DeployAsync("1.0.0", Shop.Service(stage.Namespace, "movie", "1.0.0"));
        var refused = await Assert.ThrowsAsync<ReleaseUnknownException>(() =>
            new ReportQuery(stage.Context).RunAsync(null, Stage.Stop)
        );
        Assert.Equal("No recorded release failed.", refused.What);
    }
}
