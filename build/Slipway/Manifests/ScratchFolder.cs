namespace Slipway.Manifests;

/// <summary>A new folder that is gone when it is disposed of.</summary>
/// <param name="above">The folder to make it in; made where it does not exist.</param>
internal sealed class ScratchFolder(string above) : IDisposable
{
    /// <summary>Its absolute path.</summary>
    public string Path { get; } =
        Directory.CreateDirectory(System.IO.Path.Combine(above, $"manifests-{Guid.NewGuid():n}")).FullName;

    /// <inheritdoc />
    public void Dispose() => Directory.Delete(Path, recursive: true);
}
