using System.Formats.Tar;
using LocalCluster.Api.Pods;
using LocalCluster.Runtime.Containers;
using LocalCluster.Runtime.Images;
using LocalCluster.Runtime.Processes;
using LocalCluster.Runtime.Volumes;
using LocalCluster.Tests.Support;

namespace LocalCluster.Tests.Runtime;

public sealed class UnpackingTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private string Root => _folder.At("root");

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("../escape")]
    [InlineData("app/../../escape")]
    public async Task A_path_that_leads_out_is_refused(string path)
    {
        await Assert.ThrowsAsync<InvalidDataException>(() => Unpack([TestImage.File(path, "x")]));
        Assert.False(File.Exists(_folder.At("escape")));
    }

    [Fact]
    public async Task A_link_that_points_out_stays_in()
    {
        File.WriteAllText(_folder.At("secret"), "host");
        await Unpack([
            TestImage.Link(TarEntryType.SymbolicLink, "up", "../../.."),
            TestImage.File("up/written", "inside"),
            TestImage.Link(TarEntryType.SymbolicLink, "abs", "/etc/conf"),
            TestImage.File("etc/conf", "image"),
        ]);
        Assert.Equal("inside", File.ReadAllText(Path.Combine(Root, "written")));
        Assert.Equal("image", File.ReadAllText(Path.Combine(Root, "abs")));
        Assert.Equal("etc/conf", new FileInfo(Path.Combine(Root, "abs")).LinkTarget);
        Assert.Equal("host", File.ReadAllText(_folder.At("secret")));
    }

    [Fact]
    public async Task A_hard_link_leads_to_a_file_of_the_image_only()
    {
        File.WriteAllText(_folder.At("secret"), "host");
        await Unpack([TestImage.File("a", "x"), TestImage.Link(TarEntryType.HardLink, "b", "a")]);
        Assert.Equal("x", File.ReadAllText(Path.Combine(Root, "b")));
        await Assert.ThrowsAsync<InvalidDataException>(() =>
            Unpack([TestImage.Link(TarEntryType.HardLink, "c", "../secret")])
        );
        await Assert.ThrowsAsync<InvalidDataException>(() =>
            Unpack([TestImage.Link(TarEntryType.HardLink, "c", "nosuch")])
        );
    }

    [Fact]
    public async Task Whiteouts_remove_what_lower_layers_brought()
    {
        await Unpack(
            [TestImage.File("a/one", "1"), TestImage.File("a/two", "2"), TestImage.File("b/three", "3")],
            [
                TestImage.File("a/.wh.one", ""),
                TestImage.File("b/new", "n"),
                TestImage.File("b/.wh..wh..opq", ""),
            ]
        );
        Assert.Equal(
            ["a/two", "b/new"],
            Directory
                .EnumerateFiles(Root, "*", SearchOption.AllDirectories)
                .Select(path => Path.GetRelativePath(Root, path))
                .Order()
        );
    }

    [Fact]
    public async Task An_image_that_is_too_large_is_refused()
    {
        var failure = await Assert.ThrowsAsync<InvalidDataException>(() =>
            Unpack(
                new LayerLimits(Bytes: 10_000),
                [TestImage.File("a", new byte[6_000]), TestImage.File("b", new byte[6_000])]
            )
        );
        Assert.Contains("more than 10000 bytes", failure.Message);
    }

    [Fact]
    public async Task A_container_cannot_change_its_image()
    {
        await Unpack([
            TestImage.File("app/data", "image"),
            TestImage.Link(TarEntryType.SymbolicLink, "link", "app/data"),
        ]);
        var container = _folder.At("pod", "c", "root");
        ContainerRoot.Create(Root, container);
        File.WriteAllText(Path.Combine(container, "new"), "x");
        if (Environment.IsPrivilegedProcess)
            File.WriteAllText(Path.Combine(container, "link"), "changed");
        else
            Assert.Throws<UnauthorizedAccessException>(() =>
                File.WriteAllText(Path.Combine(container, "link"), "changed")
            );
        Assert.Equal("image", File.ReadAllText(Path.Combine(Root, "app", "data")));
        Assert.False(File.Exists(Path.Combine(Root, "new")));
    }

    [Fact]
    public async Task Programs_and_paths_of_the_image_come_before_those_of_the_host()
    {
        await Unpack([
            TestImage.File("app/tool", "#!/bin/sh"),
            TestImage.File("bin/sh", "#!/bin/sh"),
            TestImage.File("etc/x", ""),
        ]);
        Assert.Equal(Path.Combine(Root, "app/tool"), ProgramPath.Find(Root, "/app", null, null, "./tool"));
        Assert.Equal(Path.Combine(Root, "bin/sh"), ProgramPath.Find(Root, "/", null, null, "sh"));
        Assert.Equal("/bin/ls", ProgramPath.Find(Root, "/", "/bin", "/bin", "ls"));
        Assert.Equal(Path.Combine(Root, "etc/x"), ProgramPath.MapArgument(Root, "/etc/x"));
        Assert.Equal("--file=" + Path.Combine(Root, "etc/x"), ProgramPath.MapArgument(Root, "--file=/etc/x"));
        Assert.Equal("/etc/hosts", ProgramPath.MapArgument(Root, "/etc/hosts"));
        var failure = Assert.ThrowsAny<LocalCluster.Api.Pods.ContainerStartException>(() =>
            ProgramPath.Find(Root, "/", null, null, "/nosuch")
        );
        Assert.EndsWith(
            "exec: \"/nosuch\": stat /nosuch: no such file or directory: unknown",
            failure.Message
        );
    }

    [Fact]
    public void A_volume_changes_in_one_step()
    {
        var volume = _folder.At("volume");
        AtomicFolder.Write(volume, [new VolumeFile("a", [1], 420), new VolumeFile("sub/b", [2], 420)]);
        var before = new DirectoryInfo(Path.Combine(volume, "..data")).LinkTarget;
        AtomicFolder.Write(volume, [new VolumeFile("a", [1], 420), new VolumeFile("sub/b", [2], 420)]);
        Assert.Equal(before, new DirectoryInfo(Path.Combine(volume, "..data")).LinkTarget);
        AtomicFolder.Write(volume, [new VolumeFile("a", [3], 420)]);
        Assert.Equal([3], File.ReadAllBytes(Path.Combine(volume, "a")));
        Assert.False(Path.Exists(Path.Combine(volume, "sub", "b")));
        Assert.False(Directory.Exists(Path.Combine(volume, before!)));
    }

    private Task Unpack(params TarEntry[][] layers) => Layers.UnpackAsync(Root, new LayerLimits(), layers);

    private Task Unpack(LayerLimits limits, params TarEntry[][] layers) =>
        Layers.UnpackAsync(Root, limits, layers);
}
