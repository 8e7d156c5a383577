namespace LocalCluster.Tests.Hosting;

/// <summary>A folder of one test, gone afterwards.</summary>
public sealed class TemporaryFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("localcluster-").FullName;

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
