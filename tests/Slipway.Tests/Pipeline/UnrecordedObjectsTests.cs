using System.Text.Json.Nodes;
using Slipway.Kubernetes;
using Slipway.Kubernetes.Objects;
using Slipway.Pipeline.Changes;
using Slipway.Tests.Kubernetes;
using Slipway.Values;

namespace Slipway.Tests.Pipeline;

/// <summary>Somebody deleted a release record, or damaged it; the objects of that release are still there.</summary>
public sealed class UnrecordedObjectsTests(RehearsingCluster cluster) : IClassFixture<RehearsingCluster>
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task What_only_a_lost_record_knew_is_removed_once_somebody_confirms_it(bool deleted)
    {
        await using var stage = await Stage.OpenAsync(cluster);
        await stage.DeployAsync("1.0.0", Movie(stage, "1.0.0"));
        await stage.DeployAsync(
            "1.1.0",
            Movie(stage, "1.1.0"),
            Shop.Service(stage.Namespace, "extra", "1.1.0")
        );
        await LoseAsync(stage, "slipway.shop.r2", deleted);
        stage.IsLocal = false;

        var refusal = await Assert.ThrowsAsync<PruneNotConfirmedException>(() =>
            stage.DeployAsync("1.2.0", Movie(stage, "1.2.0"))
        );
        Assert.Equal("1.2.0 removes deployment/extra", refusal.What);

        stage.Choices = stage.Choices with { ConfirmPrune = true };
        await stage.DeployAsync("1.2.0", Movie(stage, "1.2.0"));
        Assert.Null(await stage.FindAsync("Deployment", "extra"));
        Assert.Equal("1.2.0", await stage.VersionAsync("movie"));
        Assert.Contains(stage.Reporter.Notices, notice =>
            notice.Text == "No release record explains what carries our labels: deployment/extra"
        );
        Assert.Empty((await stage.Context.History.ListAsync(Stage.Stop)).Damaged);
    }

    [Fact]
    public async Task What_others_wrote_stays_whatever_its_labels_say()
    {
        await using var stage = await Stage.OpenAsync(cluster);
        await stage.DeployAsync("1.0.0", Movie(stage, "1.0.0"));
        var copy = Labelled(Shop.Settings(stage.Namespace, "copy", ("a", "1")));
        // As 'kubectl create' of an exported object.
        await KubectlAsync(copy);

        await stage.DeployAsync("1.1.0", Movie(stage, "1.1.0"));

        Assert.NotNull(await stage.FindAsync("ConfigMap", "copy"));
    }

    [Theory]
    [InlineData("""{"managedFields":[{"manager":"slipway"}]}""", true)]
    [InlineData("""{"managedFields":[{"manager":"kubectl"},{"manager":"slipway"}]}""", true)]
    [InlineData("""{"managedFields":[{"manager":"kubectl"}]}""", false)]
    [InlineData("""{"managedFields":[]}""", false)]
    [InlineData("""{}""", false)]
    [InlineData("""{"managedFields":[{"manager":"slipway"}],"ownerReferences":[{"name":"x"}]}""", false)]
    [InlineData(
        """{"managedFields":[{"manager":"slipway"}],"deletionTimestamp":"2026-01-01T00:00:00Z"}""",
        false
    )]
    [InlineData(
        """{"managedFields":[{"manager":"slipway"}],"labels":{"slipway.dev/track":"canary"}}""",
        false
    )]
    [InlineData(
        """{"managedFields":[{"manager":"slipway"}],"labels":{"slipway.dev/track":"stable"}}""",
        true
    )]
    [InlineData(
        """{"managedFields":[{"manager":"slipway"}],"labels":{"slipway.dev/replaced":"shop"}}""",
        false
    )]
    public void Only_what_we_wrote_ourselves_and_nothing_goes_on_with_is_ours(string metadata, bool ours)
    {
        var json = new JsonObject
        {
            ["apiVersion"] = "v1",
            ["kind"] = "ConfigMap",
            ["metadata"] = JsonNode.Parse(metadata),
        };
        json["metadata"]!["name"] = "x";
        Assert.Equal(ours, UnrecordedObjects.IsOurs(KubeObject.From(json)));
    }

    private async Task KubectlAsync(KubeObject obj)
    {
        using var folder = new TemporaryFolder();
        var file = folder.Write("object.json", obj.ToString());
        var done = await new Slipway.Processes.Subprocess(
            "kubectl",
            ["--kubeconfig", cluster.Kubeconfig, "create", "--filename", file]
        ).RunAsync(Stage.Stop);
        Assert.True(done.ExitCode == 0, done.Errors);
    }

    private static Task LoseAsync(Stage stage, string record, bool deleted)
    {
        var key = new ObjectKey("v1", "Secret", stage.Namespace, record);
        var damage = new JsonObject { ["data"] = new JsonObject { ["release"] = "AAAA" } };
        return deleted
            ? stage.Cluster.DeleteAsync(key, new DeleteOptions(), Stage.Stop)
            : stage.Cluster.MergePatchAsync(key, damage, Stage.Stop);
    }

    private static KubeObject Labelled(KubeObject obj) =>
        obj.With(json =>
            json["metadata"]!["labels"] = new JsonObject
            {
                ["app.kubernetes.io/part-of"] = Shop.App,
                ["app.kubernetes.io/managed-by"] = "slipway",
            }
        );

    private static KubeObject Movie(Stage stage, string version) =>
        Shop.Service(stage.Namespace, "movie", version);
}
