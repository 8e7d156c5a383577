using Nuke.Common.IO;
using Xunit;

namespace NukeCommon.Tests.IO;

public class AbsolutePathTests
{
    private static readonly AbsolutePath Root = "/repository";

    [Fact]
    public void Slashes_go_down() => Assert.Equal("/repository/src/app.cs", Root / "src" / "app.cs");

    [Fact]
    public void Dots_go_up()
    {
        Assert.Equal("/repository", Root / "src" / "..");
        Assert.Equal("/repository", Root / "src" / ..);
        Assert.Equal("/repository/a", Root / "src/../a/./");
    }

    [Fact]
    public void Nothing_lies_above_the_root()
    {
        Assert.Null(((AbsolutePath)"/").Parent);
        Assert.Throws<ArgumentException>(() => Root / "../..");
    }

    [Fact]
    public void A_rooted_right_part_replaces_the_left() => Assert.Equal("/etc", Root / "/etc");

    [Fact]
    public void Plus_appends_to_the_name() => Assert.Equal("/repository.bak", Root + ".bak");

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
        var path = Root / "archive.tar.gz";
        Assert.Equal("archive.tar.gz", path.Name);
        Assert.Equal("archive.tar", path.NameWithoutExtension);
        Assert.Equal(".gz", path.Extension);
        Assert.Equal(Root, path.Parent);
        Assert.True(path.HasExtension("zip", "tar.gz"));
        Assert.Equal("/repository/archive.tar.zip", path.WithExtension("zip"));
    }

    [Fact]
    public void Paths_are_equal_by_what_they_name()
    {
        Assert.True(Root == (AbsolutePath)"/repository/");
        Assert.Equal(Root.GetHashCode(), AbsolutePath.Create("/repository/.").GetHashCode());
    }

    [Theory]
    [InlineData("dn", "\"/a b\"")]
    [InlineData("sq", "'/a b'")]
    [InlineData("nq", "/a b")]
    public void Quotes_are_put_on_request(string format, string text) =>
        Assert.Equal(text, ((AbsolutePath)"/a b").ToString(format));

    [Fact]
    public void Relative_paths_lead_from_one_to_another()
    {
        Assert.Equal("src/app", Root.GetRelativePathTo("/repository/src/app").ToString());
        Assert.Equal("../other", Root.GetRelativePathTo("/other").ToString());
        Assert.Equal(@"src\app", Root.GetWinRelativePathTo("/repository/src/app").ToString());
    }

    [Fact]
    public void A_sibling_with_the_same_beginning_is_no_descendant()
    {
        Assert.True(Root.Contains("/repository/src"));
        Assert.True(Root.Contains("/repository/..data"));
        Assert.False(Root.Contains("/repository-2"));
    }
}
