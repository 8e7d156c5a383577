using System.Text;

namespace Slipway.Targets.Delivering;

/// <summary>A secret that a library reads from a file: mode 0600, deleted after use.</summary>
internal sealed class SecretFile : IDisposable
{
    /// <summary>Writes the secret.</summary>
    public SecretFile(string directory, string content)
    {
        Directory.CreateDirectory(directory);
        Path = System.IO.Path.Combine(directory, $".{Guid.NewGuid():n}");
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        using var stream = new FileStream(Path, options);
        stream.Write(Encoding.UTF8.GetBytes(content));
    }

    /// <summary>Where it is.</summary>
    public string Path { get; }

    /// <inheritdoc />
    public void Dispose() => File.Delete(Path);
}
