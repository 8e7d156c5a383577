namespace Slipway.Pipeline.ContainerTests;

/// <summary>Where containers are tested. Disposing it removes everything that it created.</summary>
public interface IContainerHost : IAsyncDisposable
{
    /// <summary>What it is, for people.</summary>
    string Name { get; }

    /// <summary>Whether user and root file system are the container's own.</summary>
    bool Isolates { get; }

    /// <summary>Loads the images.</summary>
    /// <exception cref="Values.Refusal">It does not take them.</exception>
    Task PrepareAsync(IReadOnlyList<TestedImage> images, CancellationToken ct);

    /// <summary>Starts one, with <c>/tmp</c> in memory and no capabilities.</summary>
    /// <param name="image">The image.</param>
    /// <param name="readOnlyRoot">Whether all but <c>/tmp</c> refuses to be written.</param>
    /// <param name="ct">Cancels the operation.</param>
    /// <exception cref="ContainerStartException">It does not run.</exception>
    Task<IRunningContainer> StartAsync(TestedImage image, bool readOnlyRoot, CancellationToken ct);
}
