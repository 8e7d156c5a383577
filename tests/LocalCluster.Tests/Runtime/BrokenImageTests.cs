using System.Formats.Tar;
using LocalCluster.Objects;
using LocalCluster.Tests.Support;

namespace LocalCluster.Tests.Runtime;

/// <summary>Pods whose image cannot be unpacked.</summary>
public sealed class BrokenImageTests
{
    private static readonly IReadOnlyDictionary<string, (TarEntry[] Layer, string Why)> s_images =
        new Dictionary<string, (TarEntry[], string)>
        {
            ["whiteout"] = ([TestImage.File(".wh..", "")], "the whiteout '.wh..' names no file"),
            ["circle"] = (
                [TestImage.Link(TarEntryType.SymbolicLink, "a", "a"), TestImage.File("a/file", "")],
                "Too many symbolic links at a."
            ),
            ["name"] = (
                [TestImage.File(new string('n', 300), "")],
                $"the name '{new string('n', 100)}...' is longer than 255 bytes"
            ),
        };

    [Fact]
    public async Task The_pod_says_why_nothing_is_left_and_the_next_pull_tries_again()
    {
        await using var cluster = await ProcessCluster.Start();
        foreach (var (name, (layer, _)) in s_images)
        {
            await new TestImage([TestImage.File("app/tool", "")], layer).Push(
                cluster.RegistryClient,
                name,
                "1"
            );
            cluster.Run(name, $"{{'name': 'c', 'image': '{cluster.Registry}/{name}:1'}}");
        }
        foreach (var (name, (_, why)) in s_images)
        {
            await Eventually.True(
                () =>
                    cluster
                        .Events(name)
                        .Any(e =>
                            e.Text("reason") == "Failed"
                            && e.Text("message") is { } message
                            && message.StartsWith(
                                $"Failed to pull image \"{cluster.Registry}/{name}:1\": rpc error: code = Unknown "
                                    + "desc = failed to pull and unpack image ",
                                StringComparison.Ordinal
                            )
                            && message.EndsWith($": {why}", StringComparison.Ordinal)
                        ),
                () => string.Join('\n', cluster.Events(name).Select(e => e.Text("message")))
            );
            await Eventually.True(() =>
                cluster.Status(name).Text("state", "waiting", "reason")
                    is "ErrImagePull"
                        or "ImagePullBackOff"
            );
            await Eventually.True(() =>
                cluster.Events(name).Any(e => e.Text("reason") == "Pulling" && e.Number("count") > 1)
            );
        }
        Assert.Empty(Directory.EnumerateDirectories(cluster.At("images"), "sha256-*"));
    }

    [Fact]
    public async Task An_image_whose_files_are_gone_is_pulled_again()
    {
        await using var cluster = await ProcessCluster.Start();
        await cluster.PushShell();
        cluster.Run("first", cluster.Shell("c", "exit 0"), "'restartPolicy': 'Never',");
        await cluster.UntilPhase("first", "Succeeded");
        var unpacked = Assert.Single(Directory.EnumerateDirectories(cluster.At("images"), "sha256-*"));
        Directory.Delete(Path.Combine(unpacked, "root"), recursive: true);
        cluster.Run("second", cluster.Shell("c", "exit 0"), "'restartPolicy': 'Never',");
        await cluster.UntilPhase("second", "Succeeded");
        Assert.True(File.Exists(Path.Combine(unpacked, "root", "app", "empty")));
    }

    [Fact]
    public async Task A_volume_that_cannot_be_written_is_told_as_a_mount_that_failed()
    {
        await using var cluster = await ProcessCluster.Start();
        cluster.Apply(
            LocalCluster.Schema.Kinds.ConfigMap,
            "{'metadata': {'name': 'cfg', 'namespace': 'default'}, 'data': {'k': 'v'}}"
        );
        cluster.Run(
            "long",
            $"{{'name': 'c', 'image': '{cluster.Registry}/none:1'}}",
            volumes: "{'name': 'cfg', 'configMap': {'name': 'cfg', 'items': [{'key': 'k', 'path': '"
                + new string('p', 300)
                + "'}]}},"
        );
        await Eventually.True(() =>
            cluster
                .Events("long")
                .Any(e =>
                    e.Text("reason") == "FailedMount"
                    && e.Text("message")!
                        .StartsWith(
                            "MountVolume.SetUp failed for volume \"cfg\" : ",
                            StringComparison.Ordinal
                        )
                )
        );
    }
}
