namespace Testing;

/// <summary>A folder of one test, gone afterwards.</summary>
public sealed class TemporaryFolder(string name = "slipway-test") : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory($"{name}-").FullName;

    /// <summary>A path below it.</summary>
    public string At(params string[] parts) => System.IO.Path.Combine([Path, .. parts]);

    public string Read(string relative) => File.ReadAllText(At(relative));

    /// <summary>Writes a file, and the folders above it.</summary>
    public string Write(string relative, string text)
    {
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(At(relative))!);
        File.WriteAllText(At(relative), text);
        return At(relative);
    }

    /// <summary>Writes a script, and lets everybody run it.</summary>
    public string Executable(string relative, string text)
    {
        Write(relative, text);
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(At(relative), (UnixFileMode)0b111_101_101);
        return At(relative);
    }

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
