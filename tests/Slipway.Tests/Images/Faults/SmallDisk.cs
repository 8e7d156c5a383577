using System.Diagnostics;

namespace Slipway.Tests.Images.Faults;

/// <summary>A real file system in memory with little room, or none at all for writers.</summary>
internal sealed class SmallDisk : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private SmallDisk() { }

    public string Path => _folder.Path;

    /// <summary>Mounts one; skips the test where this user may not.</summary>
    /// <param name="options">As <c>mount -o</c> takes them, for example <c>size=1m</c>.</param>
    public static SmallDisk Mount(string options)
    {
        Assert.SkipUnless(
            OperatingSystem.IsLinux() && Environment.IsPrivilegedProcess,
            "Only root on Linux can mount a small file system."
        );
        var disk = new SmallDisk();
        var (code, words) = Run("mount", "-t", "tmpfs", "-o", options, "slipway-test", disk.Path);
        if (code != 0)
        {
            disk._folder.Dispose();
            Assert.Skip($"A small file system cannot be mounted here: {words}");
        }
        return disk;
    }

    public void Dispose()
    {
        // Lazily: whoever still reads there does not keep it.
        Run("umount", "-l", Path);
        _folder.Dispose();
    }

    private static (int Code, string Words) Run(string program, params string[] arguments)
    {
        using var process = Process.Start(
            new ProcessStartInfo(program, arguments) { RedirectStandardError = true }
        )!;
        var words = process.StandardError.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, words.Trim());
    }
}
