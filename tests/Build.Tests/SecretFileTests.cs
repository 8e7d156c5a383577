using Slipway.Targets.Delivering;

namespace Slipway.Targets.Tests;

public sealed class SecretFileTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Only_its_owner_may_read_it()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no file modes");
        using var file = new SecretFile(_folder.At("new/folder"), "hunter2");
        Assert.Equal("hunter2", File.ReadAllText(file.Path));
        if (!OperatingSystem.IsWindows())
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file.Path));
    }

    [Fact]
    public void It_is_gone_afterwards()
    {
        using (new SecretFile(_folder.Path, "hunter2"))
            Assert.Single(Directory.GetFiles(_folder.Path));
        Assert.Empty(Directory.GetFiles(_folder.Path));
    }
}
