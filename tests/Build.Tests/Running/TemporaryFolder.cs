namespace Slipway.Targets.Tests.Running;

/// <summary>A folder of one test, gone afterwards.</summary>
public sealed class TemporaryFolder : IDisposable
{
    public TemporaryFolder(string name = "build-tests")
    {
        var unique = $"{name}-{Guid.NewGuid().ToString("n")[..8]}";
        Path = System.IO.Path.Combine(System.IO.Path.GetTempPath(), unique);
        Directory.CreateDirectory(Path);
    }

    public string Path { get; }

    /// <summary>A path below it.</summary>
    public string At(string relative) => System.IO.Path.Combine(Path, relative);

    public string Read(string relative) => File.ReadAllText(At(relative));

    /// <summary>Writes a file, and the folders above it.</summary>
    public string Write(string relative, string text)
    {
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(At(relative))!);
        File.WriteAllText(At(relative), text);
        return At(relative);
    }

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
