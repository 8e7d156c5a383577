using Docker.DotNet.Transport;

namespace Docker.DotNet;

/// <summary>A client of one Docker Engine. May be used by several threads.</summary>
public sealed class DockerClient : IDockerClient
{
    private readonly Engine _engine;

    internal DockerClient(DockerClientConfiguration configuration, Version? apiVersion)
    {
        Configuration = configuration;
        _engine = new Engine(configuration, apiVersion);
        Containers = new ContainerOperations(_engine);
        Images = new ImageOperations(_engine);
        Networks = new NetworkOperations(_engine);
        System = new SystemOperations(_engine);
        Exec = new ExecOperations(_engine);
    }

    /// <inheritdoc />
    public DockerClientConfiguration Configuration { get; }

    /// <inheritdoc />
    public TimeSpan DefaultTimeout
    {
        get => _engine.Timeout;
        set => _engine.Timeout = value;
    }

    /// <inheritdoc />
    public IContainerOperations Containers { get; }

    /// <inheritdoc />
    public IImageOperations Images { get; }

    /// <inheritdoc />
    public INetworkOperations Networks { get; }

    /// <inheritdoc />
    public ISystemOperations System { get; }

    /// <inheritdoc />
    public IExecOperations Exec { get; }

    /// <inheritdoc />
    public void Dispose()
    {
        Configuration.Dispose();
        _engine.Dispose();
    }
}
