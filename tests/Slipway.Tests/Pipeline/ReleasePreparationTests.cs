using Slipway.Environments;
using Slipway.Manifests;
using Slipway.Pipeline.Changes;
using Slipway.Pipeline.Deploy;
using Slipway.Pipeline.Releasing;
using Slipway.Tests.Kubernetes;
using Slipway.Values;

namespace Slipway.Tests.Pipeline;

public sealed class ReleasePreparationTests(RehearsingCluster cluster) : IClassFixture<RehearsingCluster>
{
    private const string Kustomization = """
        resources: [all.yaml]
        """;

    [Fact]
    public async Task Objects_are_pinned_marked_and_put_where_their_kind_lives()
    {
        await using var stage = await OpenAsync();
        using var overlay = Overlay(
            Movie()
                + """
                ---
                apiVersion: scheduling.k8s.io/v1
                kind: PriorityClass
                metadata: {name: high}
                value: 1000
                ---
                apiVersion: rbac.authorization.k8s.io/v1
                kind: ClusterRole
                metadata: {name: reader}
                rules: []
                """
        );

        var release = await PrepareAsync(stage, overlay, "1.0.0");

        Assert.Equal($"{Shop.Image("movie", "1.0.0")}", $"{release.Images["movie"]}");
        var movie = release.Objects.Single(o => o.Kind == "Deployment");
        Assert.Equal(stage.Namespace, movie.Namespace);
        Assert.Equal("1.0.0", movie.Annotations[ManifestLabels.Version]);
        Assert.All(release.Objects, o => Assert.Equal(Shop.App, o.Labels[ManifestLabels.PartOf]));
        Assert.All(release.Objects.Where(o => o.Kind != "Deployment"), o => Assert.Null(o.Namespace));
        Assert.Empty(stage.Front.Writes);
    }

    [Fact]
    public async Task A_new_version_of_the_same_image_changes_nothing()
    {
        await using var stage = await OpenAsync();
        using var overlay = Overlay(Movie());
        await new DeployCommand(stage.Context).RunAsync(
            await PrepareAsync(stage, overlay, "1.0.0"),
            Stage.Stop
        );

        var again = await PrepareAsync(stage, overlay, "1.1.0", image: "1.0.0");

        Assert.False((await new DeployCommand(stage.Context).RunAsync(again, Stage.Stop)).Changed);
    }

    [Fact]
    public async Task What_another_command_deployed_after_the_preparation_counts()
    {
        await using var stage = await OpenAsync();
        using var overlay = Overlay(Movie());
        var waiting = await PrepareAsync(stage, overlay, "1.1.0", image: "1.0.0");
        await new DeployCommand(stage.Context).RunAsync(
            await PrepareAsync(stage, overlay, "1.0.0"),
            Stage.Stop
        );

        Assert.False((await new DeployCommand(stage.Context).RunAsync(waiting, Stage.Stop)).Changed);
        Assert.Equal("1.0.0", await stage.VersionAsync("movie"));
    }

    [Fact]
    public async Task Manifests_that_cannot_work_are_refused_with_all_their_mistakes()
    {
        await using var stage = await OpenAsync();
        using var overlay = Overlay(Movie(selected: "film", containers: "[]"));

        var e = await Assert.ThrowsAsync<ManifestsInvalidException>(() =>
            PrepareAsync(stage, overlay, "1.0.0")
        );

        Assert.Contains("does not match the labels", e.What);
        Assert.Contains("no container", e.What);
    }

    private static string Movie(
        string selected = "movie",
        string containers = "[{name: movie, image: movie}]"
    ) =>
        $$$"""
            apiVersion: apps/v1
            kind: Deployment
            metadata: {name: movie}
            spec:
              selector: {matchLabels: {app: {{{selected}}}}}
              template:
                metadata: {labels: {app: movie}}
                spec: {containers: {{{containers}}}}

            """;

    private async Task<Stage> OpenAsync()
    {
        var paths = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator);
        if (
            !paths.Any(p =>
                File.Exists(Path.Combine(p, "kubectl")) || File.Exists(Path.Combine(p, "kubectl.exe"))
            )
        )
            Assert.Skip("kubectl is not installed");
        return await Stage.OpenAsync(cluster);
    }

    private static TemporaryFolder Overlay(string manifests)
    {
        var folder = new TemporaryFolder();
        folder.Write("kustomization.yaml", Kustomization);
        folder.Write("all.yaml", manifests);
        return folder;
    }

    private static async Task<DesiredRelease> PrepareAsync(
        Stage stage,
        TemporaryFolder overlay,
        string version,
        string? image = null
    )
    {
        var context = stage.Context with
        {
            Environment = stage.Context.Environment with { Overlay = overlay.Path },
        };
        var movie = Shop.Image("movie", image ?? version) with { Tag = version };
        var rendered = await new ManifestRenderer().RenderAsync(
            overlay.Path,
            ".",
            NamespacePolicy.Only(stage.Namespace),
            Stage.Stop
        );
        return await new ReleasePreparation(context).PrepareAsync(
            new ReleaseSource(
                version,
                "4f1c2d3",
                "Anna",
                new Dictionary<string, ImageReference> { ["movie"] = movie }
            ),
            rendered,
            Stage.Stop
        );
    }
}
