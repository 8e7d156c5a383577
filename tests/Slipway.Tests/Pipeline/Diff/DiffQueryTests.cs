using System.Text.Json.Nodes;
using Slipway.Pipeline;
using Slipway.Pipeline.Diff;
using Slipway.Tests.Kubernetes;
using Slipway.Values;

namespace Slipway.Tests.Pipeline.Diff;

/// <summary>What Diff says of a release is what Deploy does, and nothing is written for it.</summary>
public sealed class DiffQueryTests(RehearsingCluster cluster) : IClassFixture<RehearsingCluster>
{
    [Fact]
    public async Task Before_the_first_release_everything_is_new_even_its_namespace()
    {
        await using var stage = await Stage.OpenAsync(cluster);
        var diff = await DiffAsync(stage, "1.0.0", Shop.Service(stage.Namespace, "movie", "1.0.0"));
        Assert.Equal("1 to change: 1 new; 0 unchanged", diff.Summary);
        Assert.Equal(["Deployment movie New"], Said(diff));
        Assert.Null(await stage.Cluster.GetAsync(new("v1", "Namespace", null, stage.Namespace), Stage.Stop));
    }

    [Fact]
    public async Task What_is_deployed_already_is_no_difference_whatever_its_version_is_called()
    {
        await using var stage = await ReleasedAsync();
        // The same bits under another tag.
        var movie = Shop.Service(stage.Namespace, "movie", "1.0.0")
            .With(json =>
                json["spec"]!["template"]!["spec"]!["containers"]![0]!["image"] =
                    $"{Shop.Image("movie", "1.0.0") with { Tag = "1.1.0" }}"
            );
        var diff = await DiffAsync(
            stage,
            "1.1.0",
            movie,
            Shop.Settings(stage.Namespace, "settings", ("a", "1"))
        );
        Assert.Empty(diff.Objects);
        Assert.Equal("Nothing to change; 2 unchanged", diff.Summary);
    }

    [Fact]
    public async Task Each_object_says_what_becomes_of_it_in_the_order_of_the_release_and_nothing_is_written()
    {
        await using var stage = await ReleasedAsync();
        var before = await stage.VersionsAsync();
        var diff = await DiffAsync(
            stage,
            "1.1.0",
            Shop.Service(stage.Namespace, "movie", "1.1.0"),
            Shop.Settings(stage.Namespace, "others", ("a", "1"))
        );
        Assert.Equal(
            [
                "ConfigMap others New",
                "Deployment movie Changed spec.template.spec.containers[movie].image",
                "ConfigMap settings Removed",
            ],
            Said(diff)
        );
        Assert.Equal("3 to change: 1 changed, 1 new, 1 removed; 0 unchanged", diff.Summary);
        Assert.Equal(before, await stage.VersionsAsync());
        // And that is what happens.
        var changes = (
            await stage.DeployAsync(
                "1.1.0",
                Shop.Service(stage.Namespace, "movie", "1.1.0"),
                Shop.Settings(stage.Namespace, "others", ("a", "1"))
            )
        ).Changes!;
        Assert.Equal((2, 1), (changes.Applied.Count, changes.Removed.Count));
        Assert.Contains(stage.Reporter.Notices, n =>
            n.Text.EndsWith(
                "2 of 2 objects change, 1 to remove\n"
                    + "  configmap/others: new\n"
                    + "  deployment/movie: spec.template.spec.containers[movie].image\n"
                    + "  configmap/settings: removed",
                StringComparison.Ordinal
            )
        );
    }

    [Fact]
    public async Task What_was_generated_anew_is_compared_with_what_it_takes_the_place_of()
    {
        await using var stage = await Stage.OpenAsync(cluster);
        await stage.DeployAsync(
            "1.0.0",
            Shop.Settings(stage.Namespace, "files-8c54bkkt8f", ("a.conf", "x\ny\n"))
        );
        var diff = await DiffAsync(
            stage,
            "1.1.0",
            Shop.Settings(stage.Namespace, "files-fkt4m75762", ("a.conf", "x\nz\n"))
        );
        var only = Assert.Single(diff.Objects);
        Assert.Equal(
            ("files-8c54bkkt8f", "data[a.conf]"),
            (only.InPlaceOf?.Name, Assert.Single(only.Fields).Path)
        );
        Assert.Equal("2 to change: 1 new, 1 removed; 0 unchanged", diff.Summary);
    }

    [Fact]
    public async Task A_number_of_pods_that_somebody_set_is_said_to_be_kept()
    {
        await using var stage = await ReleasedAsync();
        await stage.Front.ScaleAsync(stage.Namespace, "movie", 5);
        var movie = Shop.Service(stage.Namespace, "movie", "1.0.0");
        var settings = Shop.Settings(stage.Namespace, "settings", ("a", "1"));
        var diff = await DiffAsync(stage, "1.0.0", movie, settings);
        Assert.True(diff.IsEmpty);
        var kept = Assert.Single(diff.Objects);
        Assert.Equal(ObjectChange.Kept, kept.Change);
        Assert.StartsWith(
            "deployment/movie keeps its 5 pods, as kubectl scaled it",
            Assert.Single(kept.Notes)
        );

        stage.Choices = new ChangeChoices { ResetReplicas = true };
        diff = await DiffAsync(stage, "1.0.0", movie, settings);
        Assert.Equal(["Deployment movie Changed spec.replicas"], Said(diff));
    }

    [Theory]
    [InlineData(false, "Deploy refuses this without --replace-immutable")]
    [InlineData(true, null)]
    public async Task What_cannot_change_is_replaced_and_it_says_whether_somebody_must_ask_for_that(
        bool asked,
        string? said
    )
    {
        await using var stage = await Stage.OpenAsync(cluster);
        await stage.DeployAsync("1.0.0", Shop.Store(stage.Namespace, "db", "1Gi"));
        stage.ReplaceImmutable = asked;
        var diff = await DiffAsync(
            stage,
            "1.1.0",
            Shop.Store(stage.Namespace, "db", "1Gi").With(json => json["spec"]!["serviceName"] = "other")
        );
        var only = Assert.Single(diff.Objects);
        Assert.Equal(
            (ObjectChange.Replaced, "spec.serviceName"),
            (only.Change, Assert.Single(only.Fields).Path)
        );
        Assert.StartsWith("spec.serviceName cannot be changed, so ", only.Notes[0]);
        Assert.Equal(said, only.Notes.Skip(1).SingleOrDefault());
    }

    [Fact]
    public async Task What_Deploy_would_ask_for_is_a_remark()
    {
        await using var stage = await ReleasedAsync();
        stage.IsLocal = false;
        var diff = await DiffAsync(stage, "1.1.0", Shop.Settings(stage.Namespace, "settings", ("a", "1")));
        Assert.Equal(["Deploy asks for --confirm-prune, since it removes deployment/movie"], diff.Remarks);
    }

    [Fact]
    public async Task What_the_API_server_would_refuse_is_refused()
    {
        await using var stage = await ReleasedAsync();
        var wrong = Shop.Settings(stage.Namespace, "settings").With(json => json["data"] = new JsonArray());
        await Assert.ThrowsAnyAsync<Refusal>(() => DiffAsync(stage, "1.1.0", wrong));
    }

    private async Task<Stage> ReleasedAsync()
    {
        var stage = await Stage.OpenAsync(cluster);
        await stage.DeployAsync(
            "1.0.0",
            Shop.Service(stage.Namespace, "movie", "1.0.0"),
            Shop.Settings(stage.Namespace, "settings", ("a", "1"))
        );
        return stage;
    }

    private static Task<ReleaseDiff> DiffAsync(
        Stage stage,
        string version,
        params IReadOnlyList<KubeObject> objects
    ) =>
        new DiffQuery(stage.Context).RunAsync(Shop.Release(version, objects), PendingImages.None, Stage.Stop);

    private static IEnumerable<string> Said(ReleaseDiff diff) =>
        diff.Objects.Select(o =>
            string.Join(' ', [o.Key.Kind, o.Key.Name, $"{o.Change}", .. o.Fields.Select(f => f.Path)])
        );
}
