using Nuke.Common.IO;
using Xunit;

namespace NukeCommon.Tests.IO;

public sealed class FileOperationTests : IDisposable
{
    private readonly AbsolutePath _root = Directory.CreateTempSubdirectory("files-").FullName;

    public void Dispose() => _root.DeleteDirectory();

    [Fact]
    public void A_text_ends_with_a_line_break_unless_that_is_switched_off()
    {
        Assert.Equal("a" + Environment.NewLine, (_root / "new" / "a").WriteAllText("a").ReadAllText());
        Assert.Equal("a", (_root / "b").WriteAllText("a", eofLineBreak: false).ReadAllText());
    }

    [Fact]
    public void A_folder_is_emptied()
    {
        (_root / "out" / "sub" / "a").WriteAllText("");
        (_root / "out").CreateOrCleanDirectory();
        Assert.Empty(Directory.EnumerateFileSystemEntries(_root / "out"));
    }

    [Fact]
    public void Deleting_a_folder_does_not_follow_links()
    {
        (_root / "kept" / "a").WriteAllText("");
        (_root / "gone").CreateDirectory();
        Directory.CreateSymbolicLink(_root / "gone" / "link", _root / "kept");
        (_root / "gone").DeleteDirectory();
        Assert.True((_root / "kept" / "a").FileExists());
        Assert.False((_root / "gone").DirectoryExists());
    }

    [Fact]
    public void Deleting_what_does_not_exist_is_no_error()
    {
        (_root / "nothing").DeleteDirectory();
        (_root / "nothing" / "here").DeleteFile();
    }
}
