using System.Formats.Tar;
using System.Text;
using Slipway.SupplyChain.Bundles;
using Slipway.Values;
using Slipway.Versioning;

namespace Slipway.Tests.SupplyChain.Bundles;

public sealed class BundleArchiveTests
{
    private static readonly TreeFile[] s_files =
    [
        new("k8s/base/kustomization.yaml", "resources: []\n"u8.ToArray()),
        new($"k8s/{new string('a', 150)}.yaml", "long: name\n"u8.ToArray()),
        new("k8s/empty", ReadOnlyMemory<byte>.Empty),
    ];

    [Fact]
    public void Files_are_read_as_they_were_written()
    {
        var read = BundleArchive.Read(BundleArchive.Write(s_files));
        Assert.Equal(s_files.OrderBy(f => f.Path, StringComparer.Ordinal).Select(Shown), read.Select(Shown));
    }

    [Fact]
    public void The_order_of_files_makes_no_difference_and_neither_does_anything_but_paths_and_bytes() =>
        Assert.Equal(
            // Compared with a recorded digest: another version of .NET must not give other bytes.
            "sha256:65d846ed32992e898d33f7242eab358b",
            $"{Digest.Of(BundleArchive.Write([.. s_files.Reverse()]))}"[..39]
        );

    [Theory]
    [InlineData("../outside", "'../outside' is not a path within the bundle.")]
    [InlineData("k8s/../../outside", "is not a path within the bundle.")]
    [InlineData("/etc/passwd", "'/etc/passwd' is not a path within the bundle.")]
    [InlineData("k8s//x", "is not a path within the bundle.")]
    [InlineData("./x", "is not a path within the bundle.")]
    [InlineData("C:\\x", "is not a path within the bundle.")]
    [InlineData("k8s\\..\\..\\x", "is not a path within the bundle.")]
    public void Paths_that_lead_elsewhere_are_refused(string path, string why) =>
        Assert.Contains(why, Refused(tar => tar.WriteEntry(File(path))));

    [Theory]
    [InlineData(TarEntryType.SymbolicLink)]
    [InlineData(TarEntryType.HardLink)]
    [InlineData(TarEntryType.Directory)]
    [InlineData(TarEntryType.Fifo)]
    public void Anything_but_files_is_refused(TarEntryType type) =>
        Assert.Equal(
            "'k8s/x' is not a file.",
            Refused(tar =>
            {
                var entry = new GnuTarEntry(type, "k8s/x");
                if (type is TarEntryType.SymbolicLink or TarEntryType.HardLink)
                    entry.LinkName = "/etc/passwd";
                tar.WriteEntry(entry);
            })
        );

    [Fact]
    public void A_path_has_one_meaning()
    {
        Assert.Equal(
            "'k8s/x' is there twice.",
            Refused(tar =>
            {
                tar.WriteEntry(File("k8s/x"));
                tar.WriteEntry(File("k8s/x"));
            })
        );
        Assert.Equal(
            "'k8s/x' is both a file and a folder.",
            Refused(tar =>
            {
                tar.WriteEntry(File("k8s/x"));
                tar.WriteEntry(File("k8s/x/y"));
            })
        );
    }

    [Fact]
    public void What_is_no_archive_or_breaks_off_is_refused()
    {
        Assert.Throws<FormatException>(() => BundleArchive.Read(new byte[] { 1, 2, 3 }));
        Assert.Throws<FormatException>(() =>
            BundleArchive.Read(Enumerable.Repeat((byte)'x', 2048).ToArray())
        );
        var whole = BundleArchive.Write(s_files);
        Assert.Throws<FormatException>(() => BundleArchive.Read(whole.AsMemory(0, 700)));
    }

    private static string Refused(Action<TarWriter> write)
    {
        using var stream = new MemoryStream();
        using (var tar = new TarWriter(stream, TarEntryFormat.Gnu, leaveOpen: true))
            write(tar);
        return Assert.Throws<FormatException>(() => BundleArchive.Read(stream.ToArray())).Message;
    }

    private static GnuTarEntry File(string path) =>
        new(TarEntryType.RegularFile, path) { DataStream = new MemoryStream("x"u8.ToArray()) };

    private static string Shown(TreeFile file) => $"{file.Path}={Encoding.UTF8.GetString(file.Content.Span)}";
}
