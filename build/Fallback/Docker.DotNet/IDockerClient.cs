namespace Docker.DotNet;

/// <summary>A client of one Docker Engine.</summary>
public interface IDockerClient : IDisposable
{
    /// <summary>Which engine, and how it is spoken to.</summary>
    DockerClientConfiguration Configuration { get; }

    /// <summary>How long the engine may take to answer requests that are not streams.</summary>
    TimeSpan DefaultTimeout { get; set; }

    /// <summary>What can be done with containers.</summary>
    IContainerOperations Containers { get; }

    /// <summary>What can be done with images.</summary>
    IImageOperations Images { get; }

    /// <summary>What can be done with networks.</summary>
    INetworkOperations Networks { get; }

    /// <summary>What can be asked about the engine itself.</summary>
    ISystemOperations System { get; }

    /// <summary>What can be run in containers that run already.</summary>
    IExecOperations Exec { get; }
}
