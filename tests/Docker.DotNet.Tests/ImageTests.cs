using System.Formats.Tar;
using System.Net;
using Docker.DotNet.Models;

namespace Docker.DotNet.Tests;

public class ImageTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_build_reports_its_steps_and_makes_the_image()
    {
        await using var engine = await RealEngine.ConnectAsync();
        var name = engine.NewImageName();
        var context = RealEngine.Context(
            "FROM scratch\nARG MOOD\nLABEL mood=$MOOD\nCOPY data /data\nUSER 1000\n",
            ("data", [1, 2, 3])
        );
        var messages = await engine.BuildAsync(
            context,
            name,
            new ImageBuildParameters
            {
                BuildArgs = new Dictionary<string, string> { ["MOOD"] = "calm & wide" },
                Labels = new Dictionary<string, string> { ["team"] = "movies" },
            }
        );
        Assert.Contains(messages, m => m.Stream?.Contains("COPY data", StringComparison.Ordinal) == true);
        var id = messages.Select(m => m.Aux?.ExtensionData?["ID"].ToString()).Last(text => text is not null);

        var image = await engine.Client.Images.InspectImageAsync(name, Cancellation);
        Assert.Equal(id, image.ID);
        Assert.Equal([name], image.RepoTags!);
        Assert.Equal("calm & wide", image.Config!.Labels!["mood"]);
        Assert.Equal("movies", image.Config.Labels["team"]);
        Assert.Equal("1000", image.Config.User);
        Assert.Single(image.RootFS!.Layers!);
    }

    [Fact]
    public async Task A_failing_build_ends_with_the_error()
    {
        await using var engine = await RealEngine.ConnectAsync();
        var context = RealEngine.Context("FROM scratch\nCOPY missing /\n");
        var messages = await engine.BuildAsync(context, engine.NewImageName());
        Assert.Contains("missing", messages[^1].Error!.Message, StringComparison.Ordinal);
        Assert.Equal(messages[^1].Error!.Message, messages[^1].ErrorMessage);
    }

    [Fact]
    public async Task A_Dockerfile_that_cannot_be_read_is_refused()
    {
        await using var engine = await RealEngine.ConnectAsync();
        var refusal = await Assert.ThrowsAsync<DockerApiException>(() =>
            engine.BuildAsync(RealEngine.Context("FORM scratch\n"), engine.NewImageName())
        );
        Assert.Contains("FORM", refusal.ResponseBody, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_image_is_named_saved_and_taken_away()
    {
        await using var engine = await RealEngine.ConnectAsync();
        var image = await engine.BuildAsync([1]);
        var other = engine.NewImageName("registry.example:5000/slipway-test");
        await engine.Client.Images.TagImageAsync(
            image,
            new ImageTagParameters { RepositoryName = other[..^2], Tag = "1" },
            Cancellation
        );
        Assert.Equal(2, (await engine.Client.Images.InspectImageAsync(other, Cancellation)).RepoTags!.Count);

        await using (var saved = await engine.Client.Images.SaveImageAsync(other, Cancellation))
        {
            var names = new List<string>();
            await using var tar = new TarReader(saved);
            while (await tar.GetNextEntryAsync(cancellationToken: Cancellation) is { } entry)
                names.Add(entry.Name);
            Assert.Contains("manifest.json", names);
        }

        var removed = await engine.Client.Images.DeleteImageAsync(
            other,
            new ImageDeleteParameters(),
            Cancellation
        );
        Assert.Equal(other, Assert.Single(removed)["Untagged"]);
        await Assert.ThrowsAsync<DockerImageNotFoundException>(() =>
            engine.Client.Images.InspectImageAsync(other, Cancellation)
        );
    }

    [Fact]
    public async Task A_push_brings_the_image_to_its_registry()
    {
        await using var engine = await RealEngine.ConnectAsync();
        await using var registry = await RegistryProcess.StartAsync();
        var image = await engine.BuildAsync([1], engine.NewImageName($"{registry.Address}/slipway-test"));
        var messages = new Messages();
        await engine.Client.Images.PushImageAsync(
            image[..^2],
            new ImagePushParameters { Tag = "1" },
            null,
            messages,
            Cancellation
        );
        Assert.DoesNotContain(messages.All, m => m.Error is not null);

        var repository = image[(registry.Address.Length + 1)..^2];
        Assert.Equal(HttpStatusCode.OK, await registry.StatusAsync($"/v2/{repository}/manifests/1"));
        var pushed = messages.All.Last(m => m.Aux is not null).Aux!.ExtensionData!["Digest"].ToString();
        var known = await engine.Client.Images.InspectImageAsync(image, Cancellation);
        Assert.Equal([$"{image[..^2]}@{pushed}"], known.RepoDigests!);
    }

    [Fact]
    public async Task A_push_to_nobody_ends_with_the_error()
    {
        await using var engine = await RealEngine.ConnectAsync();
        // Port 1 of loopback is nobody's; the engine speaks plain HTTP to loopback.
        var image = await engine.BuildAsync([1], engine.NewImageName("127.0.0.1:1/slipway-test"));
        var messages = new Messages();
        await engine.Client.Images.PushImageAsync(
            image,
            new ImagePushParameters(),
            null,
            messages,
            Cancellation
        );
        Assert.NotNull(messages.All.Last().Error);
    }

    [Fact]
    public async Task A_push_of_an_image_that_is_not_there_is_refused_or_ends_with_the_error()
    {
        await using var engine = await RealEngine.ConnectAsync();
        var messages = new Messages();
        try
        {
            await engine.Client.Images.PushImageAsync(
                "127.0.0.1:1/slipway-test/none",
                new ImagePushParameters { Tag = "1" },
                new AuthConfig(),
                messages,
                Cancellation
            );
            Assert.NotNull(messages.All.Last().Error);
        }
        catch (DockerApiException e)
        {
            Assert.Contains("slipway-test/none", e.ResponseBody, StringComparison.Ordinal);
        }
    }
}
