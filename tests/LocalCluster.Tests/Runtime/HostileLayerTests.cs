using System.Formats.Tar;
using LocalCluster.Runtime.Images;
using LocalCluster.Tests.Support;

namespace LocalCluster.Tests.Runtime;

/// <summary>Layers that were made to harm whoever unpacks them.</summary>
public sealed class HostileLayerTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private string Root => _folder.At("images", "root");

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(".wh.")]
    [InlineData(".wh..")]
    [InlineData(".wh...")]
    [InlineData("app/.wh.")]
    [InlineData("app/.wh..")]
    [InlineData("app/.wh...")]
    public async Task A_whiteout_hides_neither_its_folder_nor_one_above(string name)
    {
        var beside = _folder.Write("images/beside", "other");
        var refused = await Assert.ThrowsAsync<InvalidDataException>(() =>
            Unpack([TestImage.File("app/a", "x")], [TestImage.File(name, "")])
        );
        Assert.Equal($"the whiteout '{name}' names no file", refused.Message);
        Assert.Equal(["app/a"], Layers.Files(Root));
        Assert.Equal("other", File.ReadAllText(beside));
    }

    [Fact]
    public async Task A_whiteout_behind_a_link_that_leads_up_hides_nothing_outside()
    {
        var beside = _folder.Write("images/beside", "other");
        await Unpack([
            TestImage.Link(TarEntryType.SymbolicLink, "up", "../../.."),
            TestImage.File("up/.wh.beside", ""),
            TestImage.File("up/.wh.images", ""),
        ]);
        Assert.Equal("other", File.ReadAllText(beside));
    }

    [Fact]
    public async Task Whiteouts_hide_what_lower_layers_brought_and_nothing_of_their_own()
    {
        await Unpack(
            [TestImage.File("a/old", ""), TestImage.File("a/sub/old", ""), TestImage.File("b", "")],
            [
                TestImage.File("a/sub/new", ""),
                TestImage.File("b", "again"),
                TestImage.File("a/.wh..wh..opq", ""),
                TestImage.File(".wh.b", ""),
                TestImage.File(".wh.missing", ""),
                TestImage.File(".wh..wh.plnk", ""),
            ]
        );
        Assert.Equal(["a/sub/new", "b"], Layers.Files(Root));
    }

    [Theory]
    [InlineData("/etc/shadow", "etc/shadow")]
    [InlineData("../../../../etc/shadow", "etc/shadow")]
    [InlineData("beside", "beside")]
    public async Task A_link_below_another_link_stays_in_the_image(string target, string means)
    {
        await Unpack([
            TestImage.Link(TarEntryType.SymbolicLink, "one/two/three", "/"),
            TestImage.Link(TarEntryType.SymbolicLink, "one/two/three/link", target),
        ]);
        Assert.Equal(means, new FileInfo(Path.Combine(Root, "link")).LinkTarget);
    }

    [Fact]
    public async Task A_link_in_a_folder_that_is_deeper_than_its_name_means_what_the_image_meant()
    {
        await Unpack([
            TestImage.File("a/b/c/file", "deep"),
            TestImage.File("top", "top"),
            TestImage.Link(TarEntryType.SymbolicLink, "short", "a/b/c"),
            TestImage.Link(TarEntryType.SymbolicLink, "short/link", "/top"),
        ]);
        Assert.Equal("top", File.ReadAllText(Path.Combine(Root, "a", "b", "c", "link")));
    }

    [Fact]
    public async Task Links_in_a_circle_are_refused()
    {
        var refused = await Assert.ThrowsAsync<IOException>(() =>
            Unpack([
                TestImage.Link(TarEntryType.SymbolicLink, "a", "b"),
                TestImage.Link(TarEntryType.SymbolicLink, "b", "a"),
                TestImage.File("a/file", ""),
            ])
        );
        Assert.Equal("Too many symbolic links at a.", refused.Message);
    }

    [Fact]
    public async Task A_name_that_no_file_can_have_is_refused()
    {
        var name = new string('n', 256);
        var refused = await Assert.ThrowsAsync<InvalidDataException>(() =>
            Unpack([TestImage.File($"a/{name}", "")])
        );
        Assert.Equal($"the name '{name[..100]}...' is longer than 255 bytes", refused.Message);
        refused = await Assert.ThrowsAsync<InvalidDataException>(() =>
            Unpack([TestImage.File(string.Concat(Enumerable.Repeat("ab/", 1400)), "")])
        );
        Assert.EndsWith("' is longer than 4096 bytes", refused.Message);
    }

    [Theory]
    [InlineData('x', 1536L << 20)]
    [InlineData('g', 1536L << 20)]
    [InlineData('L', 1536L << 20)]
    [InlineData('K', 1536L << 20)]
    public async Task A_header_without_end_is_refused_before_it_is_read(char type, long size)
    {
        await using var archive = new EndlessArchive(type, size);
        var refused = await Assert.ThrowsAsync<InvalidDataException>(() =>
            Unpack(archive, new LayerLimits())
        );
        Assert.Equal("an entry has a header of more than 1048576 bytes", refused.Message);
        Assert.InRange(archive.Count, 512, 64 << 10);
    }

    [Theory]
    [InlineData('g', 4000)] // one attribute header after the other
    [InlineData('0', 0)] // one empty file after the other
    public async Task Entries_without_end_are_refused(char type, long size)
    {
        await using var archive = new EndlessArchive(type, size);
        await Assert.ThrowsAnyAsync<InvalidDataException>(() =>
            Unpack(archive, new LayerLimits(Entries: 100))
        );
        Assert.InRange(archive.Count, 512, 1 << 20);
    }

    [Theory]
    [InlineData('0')]
    [InlineData('V')] // of a type that is not unpacked
    public async Task Content_without_end_is_refused_at_the_limit(char type)
    {
        await using var archive = new EndlessArchive(type, 7L << 30);
        var refused = await Assert.ThrowsAsync<InvalidDataException>(() =>
            Unpack(archive, new LayerLimits(Bytes: 1 << 20))
        );
        Assert.Equal("it unpacks to more than 1048576 bytes", refused.Message);
        Assert.InRange(archive.Count, 1 << 20, 1 << 21);
    }

    private Task Unpack(params TarEntry[][] layers) => Layers.UnpackAsync(Root, new LayerLimits(), layers);

    private Task Unpack(Stream archive, LayerLimits limits)
    {
        Directory.CreateDirectory(Root);
        return new LayerUnpacker(Root, limits).AddAsync(archive, TestContext.Current.CancellationToken);
    }
}
