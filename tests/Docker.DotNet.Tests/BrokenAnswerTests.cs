using Docker.DotNet.Models;

namespace Docker.DotNet.Tests;

/// <summary>What comes of an engine that dies while it answers.</summary>
public class BrokenAnswerTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Messages_until_then_are_reported()
    {
        await using var engine = new DyingEngine("{\"stream\":\"Step 1/2 : FROM scratch\\n\"}\r\n");
        using var configuration = new DockerClientConfiguration(engine.Endpoint);
        using var client = configuration.CreateClient();
        var messages = new Messages();
        await Assert.ThrowsAnyAsync<IOException>(() =>
            client.Images.BuildImageFromDockerfileAsync(
                new ImageBuildParameters(),
                RealEngine.Context("FROM scratch\n"),
                null,
                null,
                messages,
                Cancellation
            )
        );
        Assert.Equal("Step 1/2 : FROM scratch\n", Assert.Single(messages.All).Stream);
    }

    [Fact]
    public async Task An_image_is_not_taken_for_whole()
    {
        await using var engine = new DyingEngine("half an archive");
        using var configuration = new DockerClientConfiguration(engine.Endpoint);
        using var client = configuration.CreateClient();
        await using var saved = await client.Images.SaveImageAsync("any:1", Cancellation);
        await Assert.ThrowsAnyAsync<IOException>(() => saved.CopyToAsync(Stream.Null, Cancellation));
    }

    [Fact]
    public async Task What_was_asked_for_does_not_exist_by_half()
    {
        await using var engine = new DyingEngine("{\"Id\":\"");
        using var configuration = new DockerClientConfiguration(engine.Endpoint);
        using var client = configuration.CreateClient();
        await Assert.ThrowsAsync<HttpRequestException>(() =>
            client.Images.InspectImageAsync("any:1", Cancellation)
        );
    }
}
