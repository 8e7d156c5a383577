using Docker.DotNet;
using Docker.DotNet.Models;
using Slipway.Images.Docker.Engine;
using Slipway.Images.Registries;
using Slipway.Values;

namespace Slipway.Pipeline.ContainerTests;

/// <summary>
/// A Docker Engine: containers have their own user and root file system. Images come as one archive, so no
/// registry needs to be reachable from the engine.
/// </summary>
public sealed class DockerContainerHost : IContainerHost
{
    private readonly DockerClient _client;
    private readonly Uri _endpoint;
    private readonly RegistryClient _registries;
    private readonly string _checkout;
    private readonly TimeProvider _time;
    private readonly List<string> _loaded = [];

    private DockerContainerHost(
        DockerClient client,
        Uri endpoint,
        RegistryClient registries,
        string checkout,
        TimeProvider time
    ) => (_client, _endpoint, _registries, _checkout, _time) = (client, endpoint, registries, checkout, time);

    /// <inheritdoc />
    public string Name => "Docker Engine";

    /// <inheritdoc />
    public bool Isolates => true;

    // One name for each checkout: what a killed run left is found, and replaced, by the next one.
    private string Mark => Digest.Of(System.Text.Encoding.UTF8.GetBytes(_checkout)).Hex[..8];

    /// <summary>
    /// Connects to the engine that <c>DOCKER_HOST</c> names, otherwise to that of this machine.
    /// </summary>
    /// <param name="registries">Where layers of base images are read.</param>
    /// <param name="checkout">The folder whose images are tested, which their names depend on.</param>
    /// <param name="time">The clock for waits.</param>
    /// <param name="ct">Cancels the operation.</param>
    /// <exception cref="Refusal">None answers.</exception>
    public static Task<DockerContainerHost> ConnectAsync(
        RegistryClient registries,
        string checkout,
        TimeProvider time,
        CancellationToken ct
    ) => ConnectAsync(EngineConnection.Endpoint(), registries, checkout, time, ct);

    internal static async Task<DockerContainerHost> ConnectAsync(
        Uri endpoint,
        RegistryClient registries,
        string checkout,
        TimeProvider time,
        CancellationToken ct
    ) =>
        new(
            await EngineConnection.OpenAsync(
                endpoint,
                why => ContainerTestRefusal.NoAnswer(endpoint, why),
                ct
            ),
            endpoint,
            registries,
            Path.GetFullPath(checkout),
            time
        );

    /// <inheritdoc />
    public async Task PrepareAsync(IReadOnlyList<TestedImage> images, CancellationToken ct)
    {
        using var folder = _registries.NewFolder();
        var archive = folder.NewFile();
        await new DockerArchive(_registries).WriteAsync(
            [.. images.Select(image => (TagOf(image), image.For(HostPlatform.Name)))],
            archive,
            ct
        );
        _loaded.AddRange(images.Select(TagOf));
        await using var content = File.OpenRead(archive);
        await LoadAsync(content, ct);
    }

    internal async Task LoadAsync(Stream archive, CancellationToken ct)
    {
        var answer = new LoadAnswer();
        try
        {
            await _client.Images.LoadImageAsync(
                new ImageLoadParameters { Quiet = true },
                archive,
                answer,
                ct
            );
        }
        catch (Exception e) when (EngineFault.Is(e))
        {
            throw ContainerTestRefusal.NotLoaded(_endpoint, EngineFault.Words(e));
        }
        if (answer.Failure is { } failure)
            throw ContainerTestRefusal.NotLoaded(_endpoint, failure);
    }

    /// <inheritdoc />
    public async Task<IRunningContainer> StartAsync(
        TestedImage image,
        bool readOnlyRoot,
        CancellationToken ct
    )
    {
        var run = ImageRun.Of(image.For(HostPlatform.Name));
        var name = $"slipway-test-{image.Name}-{Mark}";
        await EngineContainer.RemoveAsync(_client, name);
        var parameters = EngineContainer.Parameters(image, run, _endpoint, TagOf(image), name, readOnlyRoot);
        return await EngineContainer.StartAsync(_client, _endpoint, parameters, run.StopSignal, _time, ct);
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        try
        {
            foreach (var image in _loaded)
                await RemoveAsync(image);
        }
        finally
        {
            _client.Dispose();
        }
    }

    private async Task RemoveAsync(string image)
    {
        try
        {
            await _client.Images.DeleteImageAsync(image, new ImageDeleteParameters { Force = true });
        }
        catch (DockerImageNotFoundException)
        {
            // The archive did not come that far.
        }
    }

    private string TagOf(TestedImage image) => $"slipway-test/{image.Name}:{Mark}";

    private sealed class LoadAnswer : IProgress<JSONMessage>
    {
        public string? Failure { get; private set; }

        public void Report(JSONMessage value) => Failure ??= value.Error?.Message ?? value.ErrorMessage;
    }
}
