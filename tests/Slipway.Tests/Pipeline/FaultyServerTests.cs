using System.Globalization;
using Slipway.Kubernetes.Objects;
using Slipway.Releases;
using Slipway.Tests.Kubernetes;
using Slipway.Values;

namespace Slipway.Tests.Pipeline;

/// <summary>Deploys on an API server of which one answer in twenty is an error, cut off, or late.</summary>
public sealed class FaultyServerTests(RehearsingCluster cluster, ITestOutputHelper output)
    : IClassFixture<RehearsingCluster>
{
    // The variable asks for more.
    private const string Usual = "50";
    private const string Variable = "SLIPWAY_FAULTY_DEPLOYS";

    [Fact]
    public async Task Every_deploy_converges_nothing_is_lost_and_no_revision_is_made_twice()
    {
        var deploys = int.Parse(
            Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } asked ? asked : Usual,
            CultureInfo.InvariantCulture
        );
        await using var stage = await Stage.OpenAsync(cluster);
        var faults = new ScriptedFaults(seed: 20261201);
        stage.Front.Faults = faults;
        for (var i = 1; i <= deploys; i++)
        {
            var version = $"1.{i}.0";
            var done = await stage.DeployAsync(version, Objects(stage, version));
            Assert.Equal((version, i), (done.Release.Version, done.Release.Revision));
        }
        stage.Front.Faults = null;

        var last = $"1.{deploys}.0";
        Assert.Equal(last, await stage.VersionAsync("movie"));
        Assert.Equal(last, (await stage.FindAsync("ConfigMap", "settings"))!.Text("data", "version"));
        // Each deploy replaces the ConfigMap of the one before.
        Assert.NotNull(await stage.FindAsync("ConfigMap", $"only-{deploys}"));
        Assert.Null(await stage.FindAsync("ConfigMap", $"only-{deploys - 1}"));
        var history = await stage.HistoryAsync();
        Assert.Equal(
            Enumerable.Range(0, history.Count).Select(i => deploys - i),
            history.Select(r => r.Revision)
        );
        Assert.Equal(ReleaseState.Deployed, history[0].State);
        Assert.All(history.Skip(1), r => Assert.Equal(ReleaseState.Superseded, r.State));
        Assert.Equal(6, faults.Struck.Count);
        output.WriteLine(
            $"{deploys} deploys ({Variable}=100 makes a hundred): "
                + string.Join(", ", faults.Struck.OrderBy(f => f.Key).Select(f => $"{f.Value} times {f.Key}"))
        );
    }

    private static KubeObject[] Objects(Stage stage, string version) =>
        [
            Shop.Service(stage.Namespace, "movie", version),
            Shop.Settings(stage.Namespace, "settings", ("version", version)),
            Shop.Settings(stage.Namespace, $"only-{version.Split('.')[1]}", ("a", "1")),
        ];
}
