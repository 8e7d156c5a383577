using Nuke.Common.IO;
using Xunit;

namespace NukeCommon.Tests.IO;

public class AbsolutePathTests
{
    private static readonly AbsolutePath s_root = "/repository";

    [Fact]
    public void Slashes_go_down() => Assert.Equal("/repository/src/app.cs", s_root / "src" / "app.cs");

    [Fact]
    public void Dots_go_up()
    {
        Assert.Equal("/repository", s_root / "src" / "..");
        Assert.Equal("/repository", s_root / "src" / ..);
        Assert.Equal("/repository/a", s_root / "src/../a/./");
    }

    [Fact]
    public void Nothing_is_above_the_root() => Assert.Null(((AbsolutePath)"/").Parent);

    [Fact]
    public void A_rooted_right_part_replaces_the_left() => Assert.Equal("/etc", s_root / "/etc");

    [Fact]
    public void Plus_appends_to_the_name() => Assert.Equal("/repository.bak", s_root + ".bak");

    [Fact]
    public void A_relative_path_is_refused() =>
        Assert.Throws<ArgumentException>(() => AbsolutePath.Create("src"));

    [Fact]
    public void Null_stays_null()
    {
        Assert.Null((AbsolutePath)(string)null);
        Assert.Null((string)(AbsolutePath)null);
    }

    [Fact]
    public void Names_are_taken_apart()
    {
        var path = s_root / "archive.tar.gz";
        Assert.Equal("archive.tar.gz", path.Name);
        Assert.Equal("archive.tar", path.NameWithoutExtension);
        Assert.Equal(".gz", path.Extension);
        Assert.Equal(s_root, path.Parent);
    }

    [Fact]
    public void Paths_are_equal_by_what_they_name()
    {
        Assert.True(s_root == (AbsolutePath)"/repository/");
        Assert.Equal(s_root.GetHashCode(), AbsolutePath.Create("/repository/.").GetHashCode());
    }
}
