using Slipway.Pipeline.Diff;
using Slipway.Releases;
using Slipway.Tests.Kubernetes;

namespace Slipway.Tests.Pipeline.Diff;

/// <summary>Two recorded releases, compared.</summary>
public sealed class ComparisonQueryTests(RehearsingCluster cluster) : IClassFixture<RehearsingCluster>
{
    [Fact]
    public async Task Images_and_objects_differ_as_they_were_recorded_whatever_runs_now()
    {
        await using var stage = await ReleasedAsync();
        var comparison = await CompareAsync(stage, "1", "2");
        Assert.Equal(
            "1.0.0 (revision 1) -> 1.1.0 (revision 2): 1 changed, 1 new, 1 removed; 0 unchanged",
            comparison.Summary
        );
        var image = Assert.Single(comparison.Images);
        Assert.Equal(("movie", "1.0.0", "1.1.0"), (image.Service, image.Before!.Tag, image.After!.Tag));
        Assert.Equal(
            ["configmap/files-fkt4m75762 in place of files-8c54bkkt8f: data.a", "deployment/movie: image"],
            comparison.Objects.Objects.Select(o =>
                $"{o.Key.Display}{(o.InPlaceOf is { } old ? $" in place of {old.Name}" : "")}: "
                + string.Join(", ", o.Fields.Select(f => f.Path.Split('.')[^1] == "image" ? "image" : f.Path))
            )
        );
        Assert.Null(comparison.Commits);
    }

    [Fact]
    public async Task The_other_way_round_it_is_what_going_back_would_bring()
    {
        await using var stage = await ReleasedAsync();
        var comparison = await CompareAsync(stage, "1.1.0", "1.0.0");
        Assert.Equal((2, 1), (comparison.From.Revision, comparison.To.Revision));
        Assert.Equal("1.1.0", Assert.Single(comparison.Images).Before!.Tag);
    }

    [Fact]
    public async Task What_runs_is_meant_where_nothing_is_named_and_it_equals_itself()
    {
        await using var stage = await ReleasedAsync();
        Assert.Equal((2, 2), await Revisions(stage, null, "2"));
        Assert.Equal((1, 2), await Revisions(stage, "1", null));
        var same = await CompareAsync(stage, "2", null);
        Assert.True(same.Objects.IsEmpty);
        Assert.Equal("1.1.0 (revision 2) -> 1.1.0 (revision 2): no differences; 2 unchanged", same.Summary);
    }

    [Fact]
    public async Task Where_nothing_runs_both_must_be_named()
    {
        await using var stage = await Stage.OpenAsync(cluster);
        await Assert.ThrowsAsync<NothingRunsException>(() => CompareAsync(stage, null, "1"));
        await Assert.ThrowsAsync<ReleaseUnknownException>(() => CompareAsync(stage, "1", "2"));
    }

    private async Task<Stage> ReleasedAsync()
    {
        var stage = await Stage.OpenAsync(cluster);
        await stage.DeployAsync(
            "1.0.0",
            Shop.Service(stage.Namespace, "movie", "1.0.0"),
            Shop.Settings(stage.Namespace, "files-8c54bkkt8f", ("a", "1"))
        );
        await stage.DeployAsync(
            "1.1.0",
            Shop.Service(stage.Namespace, "movie", "1.1.0"),
            Shop.Settings(stage.Namespace, "files-fkt4m75762", ("a", "2"))
        );
        return stage;
    }

    private static Task<ReleaseComparison> CompareAsync(Stage stage, string? from, string? to) =>
        new ComparisonQuery(stage.Context).RunAsync(from, to, Stage.Stop);

    private static async Task<(int, int)> Revisions(Stage stage, string? from, string? to)
    {
        var comparison = await CompareAsync(stage, from, to);
        return (comparison.From.Revision, comparison.To.Revision);
    }
}
