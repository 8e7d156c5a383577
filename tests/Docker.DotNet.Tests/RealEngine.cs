using System.Collections.Concurrent;
using System.Formats.Tar;
using System.Runtime.InteropServices;
using System.Text;
using Docker.DotNet.Models;

namespace Docker.DotNet.Tests;

/// <summary>The Docker Engine of this machine. Takes away what a test made.</summary>
internal sealed class RealEngine : IAsyncDisposable
{
    private readonly List<string> _images = [];
    private readonly List<string> _containers = [];

    private RealEngine(DockerClient client) => Client = client;

    public DockerClient Client { get; }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    /// <summary>Connects; where no engine answers, the test is skipped.</summary>
    public static async Task<RealEngine> ConnectAsync()
    {
        var client = new DockerClientConfiguration().CreateClient();
        try
        {
            await client.System.PingAsync(Cancellation);
            return new RealEngine(client);
        }
        catch (HttpRequestException e)
        {
            client.Dispose();
            Assert.Skip($"No Docker Engine answers at its usual place: {e.Message}");
            throw;
        }
    }

    /// <summary>A name that no other test has.</summary>
    public string NewImageName(string repository = "slipway-test")
    {
        var name = $"{repository}/{Guid.NewGuid():N}:1";
        _images.Add(name);
        return name;
    }

    /// <summary>An image on an empty base, which runs the program.</summary>
    public async Task<string> BuildAsync(byte[] program, string? name = null)
    {
        var image = name ?? NewImageName();
        // The label comes first, so that no step is shared with another test, which would remove it.
        var dockerfile =
            $"FROM scratch\nLABEL test={image}\nCOPY program /program\nENTRYPOINT [\"/program\"]\n";
        var messages = await BuildAsync(Context(dockerfile, ("program", program)), image);
        Assert.DoesNotContain(messages, m => m.Error is not null);
        return image;
    }

    public async Task<IReadOnlyList<JSONMessage>> BuildAsync(
        Stream context,
        string image,
        ImageBuildParameters? parameters = null
    )
    {
        var messages = new Messages();
        parameters ??= new ImageBuildParameters();
        parameters.Tags = [image];
        await Client.Images.BuildImageFromDockerfileAsync(
            parameters,
            context,
            null,
            null,
            messages,
            Cancellation
        );
        return [.. messages.All];
    }

    public async Task<string> CreateAsync(string image, Action<CreateContainerParameters>? change = null)
    {
        if (RuntimeInformation.OSArchitecture != Architecture.X64)
            Assert.Skip("The program in the test's image is for x64.");
        var parameters = new CreateContainerParameters { Image = image };
        change?.Invoke(parameters);
        var container = await Client.Containers.CreateContainerAsync(parameters, Cancellation);
        _containers.Add(container.ID);
        return container.ID;
    }

    public static MemoryStream Context(string dockerfile, params (string Name, byte[] Content)[] files)
    {
        var tar = new MemoryStream();
        using (var writer = new TarWriter(tar, leaveOpen: true))
        {
            foreach (var (name, content) in files.Append(("Dockerfile", Encoding.UTF8.GetBytes(dockerfile))))
            {
                writer.WriteEntry(
                    new PaxTarEntry(TarEntryType.RegularFile, name)
                    {
                        DataStream = new MemoryStream(content),
                        Mode = (UnixFileMode)0b111_101_101,
                        ModificationTime = DateTimeOffset.UnixEpoch,
                    }
                );
            }
        }
        tar.Position = 0;
        return tar;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var id in _containers)
            await IgnoreMissingAsync(Client.Containers.RemoveContainerAsync(id, new() { Force = true }));
        foreach (var image in _images)
            await IgnoreMissingAsync(Client.Images.DeleteImageAsync(image, new() { Force = true }));
        Client.Dispose();
    }

    private static async Task IgnoreMissingAsync(Task removal)
    {
        try
        {
            await removal;
        }
        catch (DockerApiException e) when (e.StatusCode == System.Net.HttpStatusCode.NotFound) { }
    }
}

/// <summary>Keeps what is reported.</summary>
internal sealed class Messages : IProgress<JSONMessage>
{
    public ConcurrentQueue<JSONMessage> All { get; } = [];

    public void Report(JSONMessage value) => All.Enqueue(value);
}
