using System.Collections.Concurrent;
using System.Text;
using Docker.DotNet.Models;

namespace Docker.DotNet.Tests;

public class ImageLoadTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_was_saved_and_deleted_is_there_again_after_a_load()
    {
        await using var engine = await RealEngine.ConnectAsync();
        var name = await engine.BuildAsync(TinyProgram.Stay("here"));
        var id = (await engine.Client.Images.InspectImageAsync(name, Cancellation)).ID;
        using var archive = new MemoryStream();
        await using (var saved = await engine.Client.Images.SaveImageAsync(name, Cancellation))
            await saved.CopyToAsync(archive, Cancellation);
        await engine.Client.Images.DeleteImageAsync(
            name,
            new ImageDeleteParameters { Force = true },
            Cancellation
        );

        archive.Position = 0;
        var messages = new Messages();
        await engine.Client.Images.LoadImageAsync(
            new ImageLoadParameters { Quiet = true },
            archive,
            messages,
            Cancellation
        );

        Assert.Contains(messages.All, message => message.Stream?.Contains(name) == true);
        Assert.Equal(id, (await engine.Client.Images.InspectImageAsync(name, Cancellation)).ID);
    }

    [Fact]
    public async Task An_archive_that_is_none_is_refused_or_ends_with_an_error()
    {
        await using var engine = await RealEngine.ConnectAsync();
        var messages = new Messages();
        try
        {
            await engine.Client.Images.LoadImageAsync(
                new ImageLoadParameters(),
                new MemoryStream(Encoding.UTF8.GetBytes("no archive")),
                messages,
                Cancellation
            );
            Assert.Contains(messages.All, message => message.Error is not null);
        }
        catch (DockerApiException e)
        {
            Assert.NotEmpty(e.ResponseBody!);
        }
    }

    private sealed class Messages : IProgress<JSONMessage>
    {
        public ConcurrentQueue<JSONMessage> All { get; } = new();

        public void Report(JSONMessage value) => All.Enqueue(value);
    }
}
