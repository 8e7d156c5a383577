using System.Runtime.InteropServices;
using Docker.DotNet;
using Docker.DotNet.Models;
using Slipway.Images.Docker.Context;
using Slipway.Images.Docker.Engine;
using Slipway.Images.Formats;
using Slipway.Images.Registries;
using Slipway.Pipeline.ContainerBuild;
using Slipway.Pipeline.Push;
using Slipway.Services;
using Slipway.Values;

namespace Slipway.Tests.Images.Docker;

/// <summary>
/// A repository with one service, and the Docker Engine of this machine. Takes away what a test made.
/// </summary>
public abstract class DockerCheckout : IAsyncLifetime
{
    private readonly TemporaryFolder _folder = new();
    private readonly List<string> _images = [];

    private protected string Name { get; } = $"t{Guid.NewGuid():N}"[..20];

    private protected string Root => _folder.Path;

    private protected string Layout => Path.Combine(Root, "artifacts");

    private protected DockerClient Engine { get; private set; } = null!;

    private protected static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        var endpoint = DockerHost.Parse(
            Environment.GetEnvironmentVariable("DOCKER_HOST"),
            Environment.GetEnvironmentVariable("DOCKER_TLS_VERIFY")
        );
        Engine = new DockerClientConfiguration(endpoint).CreateClient();
        _images.Add($"slipway/{Name}:latest");
        try
        {
            await Engine.System.PingAsync(Ct);
        }
        catch (HttpRequestException)
        {
            Assert.Skip("No Docker Engine is reachable (start dockerd)");
        }
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var image in _images)
        {
            try
            {
                await Engine.Images.DeleteImageAsync(image, new() { Force = true }, CancellationToken.None);
            }
            catch (Exception e) when (e is DockerApiException or HttpRequestException)
            {
                // The test did not come so far.
            }
        }
        Engine.Dispose();
        _folder.Dispose();
    }

    private protected void Write(string file, string text) => _folder.Write($"services/{Name}/{file}", text);

    private protected async Task<IReadOnlyList<BuiltImage>> BuildAsync(
        CollectingReporter? reporter = null,
        string? expected = null,
        ImageReference? baseImage = null
    )
    {
        reporter ??= new CollectingReporter();
        using var registries = new RegistryClient(reporter, TimeProvider.System);
        var images = await new ImageBuild(_folder.Path, registries, reporter, TimeProvider.System).BuildAsync(
            ServiceCatalog.Read(_folder.Path),
            new ImageSettings(baseImage),
            Layout,
            Ct
        );
        if (expected is not null)
            Assert.Equal($"{Name}: {expected}", reporter.Notices.First().Text);
        return images;
    }

    // The engine pulls what a Dockerfile begins with.
    private protected async Task<string> RunAsync(string reference)
    {
        if (RuntimeInformation.OSArchitecture != Architecture.X64)
            Assert.Skip("The program in the test's image is for x64.");
        var image = $"slipway/{Name}-pulled:latest";
        _images.Add(image);
        _folder.Write("run/Dockerfile", $"FROM {reference}\n");
        var context = new MemoryStream();
        var folder = Path.Combine(_folder.Path, "run");
        await ContextArchive.WriteAsync(
            new BuildContext(folder, "Dockerfile", [], folder, []).List(),
            context,
            Ct
        );
        context.Position = 0;
        var log = new BuildLog(Name, new CollectingReporter());
        await Engine.Images.BuildImageFromDockerfileAsync(
            new ImageBuildParameters { Tags = [image] },
            context,
            null,
            null,
            log,
            Ct
        );
        Assert.Null(log.Failure);

        var container = await Engine.Containers.CreateContainerAsync(new() { Image = image }, Ct);
        try
        {
            await Engine.Containers.StartContainerAsync(container.ID, new(), Ct);
            Assert.Equal(0, (await Engine.Containers.WaitContainerAsync(container.ID, Ct)).StatusCode);
            using var logs = await Engine.Containers.GetContainerLogsAsync(
                container.ID,
                false,
                new() { ShowStdout = true },
                Ct
            );
            return (await logs.ReadOutputToEndAsync(Ct)).stdout;
        }
        finally
        {
            await Engine.Containers.RemoveContainerAsync(container.ID, new() { Force = true }, Ct);
        }
    }

    private protected async Task<ImageReference> PushAsync(BuiltImage image, RealRegistry registry)
    {
        var reporter = new CollectingReporter();
        using var registries = new RegistryClient(reporter, TimeProvider.System);
        var pushed = await new ImagePush(registries, reporter, TimeProvider.System).PushAsync(
            image,
            registry.Repository("movies/any"),
            $"v{image.Digest.Short}",
            Ct
        );
        _images.Add($"{pushed.Reference.Name}@{pushed.Reference.Digest}");
        return pushed.Reference;
    }
}
