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
        Assert.Equal(
            "a\r\nb\r\n",
            (_root / "c")
                .WriteAllLines(["a", "b"], platformFamily: Nuke.Common.PlatformFamily.Windows)
                .ReadAllText()
        );
    }

    [Fact]
    public void An_update_changes_the_text_alone() =>
        Assert.Equal(
            "b",
            (_root / "a").WriteAllText("a", eofLineBreak: false).UpdateText(x => "b").ReadAllText()
        );

    [Fact]
    public void A_folder_is_emptied()
    {
        (_root / "out" / "sub" / "a").TouchFile();
        Assert.Empty((_root / "out").CreateOrCleanDirectory().GetFiles(depth: 5));
    }

    [Fact]
    public void Deleting_a_folder_does_not_follow_links()
    {
        (_root / "kept" / "a").TouchFile();
        (_root / "gone").CreateDirectory();
        Directory.CreateSymbolicLink(_root / "gone" / "link", _root / "kept");
        (_root / "gone").DeleteDirectory();
        Assert.True((_root / "kept" / "a").FileExists());
        Assert.False((_root / "gone").DirectoryExists());
    }

    [Fact]
    public void Deleting_what_is_not_there_is_no_error()
    {
        (_root / "nothing").DeleteDirectory();
        (_root / "nothing" / "here").DeleteFile();
    }

    [Fact]
    public void A_copy_refuses_to_overwrite_unless_told()
    {
        var source = (_root / "a").WriteAllText("new");
        var target = (_root / "b").WriteAllText("old");
        Assert.Throws<ArgumentException>(() => source.Copy(target));
        Assert.Equal("old", source.Copy(target, ExistsPolicy.FileSkip).ReadAllLines()[0]);
        Assert.Equal("new", source.Copy(target, ExistsPolicy.FileOverwrite).ReadAllLines()[0]);
    }

    [Fact]
    public void A_folder_is_copied_with_all_but_what_is_excluded()
    {
        (_root / "src" / "a.cs").TouchFile();
        (_root / "src" / "obj" / "a.dll").TouchFile();
        (_root / "src" / "sub" / "b.log").TouchFile();
        (_root / "src").Copy(
            _root / "dst",
            excludeDirectory: x => x.Name == "obj",
            excludeFile: x => x.HasExtension("log")
        );
        Assert.Equal(["a.cs"], (_root / "dst").GetFiles(depth: 9).Select(x => x.Name));
        Assert.Throws<ArgumentException>(() => (_root / "src").Copy(_root / "src" / "within"));
    }

    [Fact]
    public void Folders_are_merged_on_request()
    {
        (_root / "from" / "a").TouchFile();
        (_root / "to" / "b").TouchFile();
        Assert.Throws<ArgumentException>(() => (_root / "from").Move(_root / "to"));
        (_root / "from").Move(_root / "to", ExistsPolicy.MergeAndSkip);
        Assert.Equal(["a", "b"], (_root / "to").GetFiles().Select(x => x.Name));
        Assert.False((_root / "from").Exists());
    }

    [Fact]
    public void A_file_is_renamed_with_its_extension() =>
        Assert.Equal(_root / "b.txt", (_root / "a.txt").TouchFile().RenameWithoutExtension(x => "b"));

    [Fact]
    public void A_hash_tells_changes_of_content_and_names()
    {
        (_root / "d" / "a").WriteAllText("1");
        var before = (_root / "d").GetDirectoryHash();
        Assert.Equal(before, (_root / "d").GetDirectoryHash());
        (_root / "d" / "a").Rename("b");
        Assert.NotEqual(before, (_root / "d").GetDirectoryHash());
    }

    [Fact]
    public void Parents_are_searched_upwards()
    {
        (_root / ".nuke").CreateDirectory();
        var deep = (_root / "a" / "b").CreateDirectory();
        Assert.Equal(_root, deep.FindParentOrSelf(x => x.ContainsDirectory(".nuke")));
    }

    [Theory]
    [InlineData("**/*.cs", "a.cs sub/b.cs sub/deep/c.cs")]
    [InlineData("*.cs", "a.cs")]
    [InlineData("sub/*.{cs,txt}", "sub/b.cs sub/b.txt")]
    [InlineData("**/[ab].cs", "a.cs sub/b.cs")]
    [InlineData("sub/**", "sub/b.cs sub/b.txt sub/deep/c.cs")]
    [InlineData("**/?.txt", "sub/b.txt")]
    public void Patterns_find_files(string pattern, string expected)
    {
        WriteTree();
        var found = _root.GlobFiles(pattern).Select(x => _root.GetUnixRelativePathTo(x).ToString());
        Assert.Equal(expected, string.Join(' ', found));
    }

    [Fact]
    public void Patterns_exclude_and_find_folders()
    {
        WriteTree();
        Assert.Equal(["a.cs", "b.cs"], _root.GlobFiles("**/*.cs", "!**/deep/**").Select(x => x.Name));
        Assert.Equal(["deep"], _root.GlobDirectories("**/deep").Select(x => x.Name));
        Assert.Empty((_root / "nowhere").GlobFiles("*"));
    }

    private void WriteTree()
    {
        foreach (var file in new[] { "a.cs", "sub/b.cs", "sub/b.txt", "sub/deep/c.cs" })
            (_root / file).TouchFile();
    }
}
