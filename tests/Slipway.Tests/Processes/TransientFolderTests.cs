using Slipway.Processes;

namespace Slipway.Tests.Processes;

public sealed class TransientFolderTests : IDisposable
{
    private readonly TemporaryFolder _parent = new();

    public void Dispose() => _parent.Dispose();

    [Fact]
    public void It_is_gone_afterwards()
    {
        using (var folder = TransientFolder.In(_parent.Path))
            File.WriteAllText(folder.NewFile(), "text");
        Assert.Empty(Directory.GetFileSystemEntries(_parent.Path));
    }

    [Fact]
    public void Others_may_not_look_into_it()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no file modes");
        using var folder = TransientFolder.In(_parent.Path);
        if (!OperatingSystem.IsWindows())
            Assert.Equal(
                UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute,
                File.GetUnixFileMode(folder.Path)
            );
    }

    [Fact]
    public void What_a_killed_process_left_is_deleted_and_what_is_in_use_stays()
    {
        // As the system leaves it: the files are there, and nobody holds the lock.
        _parent.Write("left/layer", "bytes");
        _parent.Write("left.lock", "");
        _parent.Write("early.lock", "");
        using var folder = TransientFolder.In(_parent.Path);
        var file = folder.NewFile();
        File.WriteAllText(file, "text");

        TransientFolder.DeleteAbandoned(_parent.Path);

        Assert.Equal(
            [folder.Path, folder.Path + ".lock"],
            Directory.GetFileSystemEntries(_parent.Path).Order(StringComparer.Ordinal)
        );
        Assert.Equal("text", File.ReadAllText(file));
    }

    [Fact]
    public void A_parent_that_was_never_used_holds_nothing()
    {
        TransientFolder.DeleteAbandoned(_parent.At("none"));
        Assert.False(Directory.Exists(_parent.At("none")));
    }
}
