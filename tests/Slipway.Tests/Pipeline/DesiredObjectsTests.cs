using Slipway.Manifests;
using Slipway.Pipeline.Changes;
using Slipway.Values;

namespace Slipway.Tests.Pipeline;

public sealed class DesiredObjectsTests
{
    [Fact]
    public void What_would_change_only_its_notes_of_version_and_commit_is_kept_as_it_runs()
    {
        var running = Marked(
            "1.0.0",
            Shop.Service("shop", "movie", "1.0.0"),
            Shop.Service("shop", "rating", "1.0.0")
        );
        var desired = Marked(
            "1.1.0",
            Shop.Service("shop", "movie", "1.1.0"),
            Shop.Service("shop", "rating", "1.0.0"),
            Shop.Settings("shop", "new", ("a", "1"))
        );

        var kept = DesiredObjects.KeepUnchanged(desired, running);

        Assert.Equal([desired[0], running[1], desired[2]], kept);
    }

    [Fact]
    public void Other_notes_and_other_namespaces_are_changes()
    {
        var running = Marked("1.0.0", Shop.Service("shop", "movie", "1.0.0"));
        var noted = Marked(
            "1.1.0",
            Shop.Service("shop", "movie", "1.0.0")
                .With(json =>
                    json["metadata"]!["annotations"] = new System.Text.Json.Nodes.JsonObject
                    {
                        ["team"] = "a",
                    }
                )
        );
        var moved = Marked("1.1.0", Shop.Service("other", "movie", "1.0.0"));

        Assert.Same(noted[0], DesiredObjects.KeepUnchanged(noted, running)[0]);
        Assert.Same(moved[0], DesiredObjects.KeepUnchanged(moved, running)[0]);
    }

    private static IReadOnlyList<KubeObject> Marked(string version, params KubeObject[] objects) =>
        ManifestLabels.Mark(objects, Shop.App, version, $"commit-{version}");
}
