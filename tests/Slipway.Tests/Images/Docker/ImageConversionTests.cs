using System.Formats.Tar;
using System.IO.Compression;
using System.Text;
using Slipway.Images.Docker.Context;
using Slipway.Images.Docker.Conversion;
using Slipway.Images.Formats;
using Slipway.Images.Packing;
using Slipway.Services;
using Slipway.Values;

namespace Slipway.Tests.Images.Docker;

public sealed class ImageConversionTests : IDisposable
{
    private static readonly DockerRecipe s_recipe = new(
        new Service(
            "user",
            "",
            null,
            "",
            Builder.Docker,
            [],
            new DockerSettings("services/user", "services/user/Dockerfile", new Dictionary<string, string>())
        ),
        Dockerfile.Parse("FROM scratch\n"),
        []
    );

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Every_layout_of_every_engine_gives_the_same_image()
    {
        var image = new EngineImage();
        var later = new EngineImage
        {
            Created = "2027-11-12T13:14:15.161718Z",
            Layer = EngineImage.LayerOf(DateTimeOffset.UnixEpoch.AddYears(50).AddTicks(7)),
        };
        var digests = new HashSet<Digest>();
        foreach (
            var file in (string[])
                [
                    image.SaveClassic(_folder),
                    image.SaveOci(_folder, manifest: true, compressed: false),
                    image.SaveOci(_folder, manifest: false, compressed: false),
                    image.SaveOci(_folder, manifest: false, compressed: true),
                    later.SaveClassic(_folder),
                ]
        )
        {
            digests.Add((await ConvertAsync(file)).Digest);
        }

        Assert.Single(digests);
    }

    [Fact]
    public async Task The_configuration_keeps_what_runs_and_forgets_how_it_was_built()
    {
        var image = await ConvertAsync(new EngineImage().SaveClassic(_folder));

        var layer = Assert.Single(image.Blobs.Skip(1));
        var diffId = Digest.Of(Unpacked(layer));
        Assert.Equal(
            $$$"""
            {"architecture":"amd64","os":"linux","config":{"Env":["A=b"],"Cmd":["/x"],
            "Labels":{"a":"1","b":"2"}},"created":"1970-01-01T00:00:00Z","history":[
            {"created":"1970-01-01T00:00:00Z","created_by":"COPY","comment":""},
            {"created":"1970-01-01T00:00:00Z","created_by":"CMD","empty_layer":true}],
            "rootfs":{"diff_ids":["{{{diffId}}}"],"type":"layers"}}
            """.ReplaceLineEndings(""),
            await File.ReadAllTextAsync(image.Blobs[0].File!, Ct)
        );
        Assert.Equal(MediaTypes.GzipLayer, layer.Descriptor.MediaType);
        Assert.Null(image.Base);
    }

    [Theory]
    [InlineData(TarEntryFormat.Pax)]
    [InlineData(TarEntryFormat.Gnu)]
    public async Task Layers_lose_their_times_and_nothing_else(TarEntryFormat format)
    {
        var when = DateTimeOffset.UnixEpoch.AddYears(40).AddTicks(1);
        var layer = EngineImage.LayerOf(when, format);

        var copy = new MemoryStream();
        await LayerTimes.CopyWithoutAsync(new MemoryStream(layer), copy, Ct);

        var (before, after) = (Entries(layer), Entries(copy.ToArray()));
        Assert.Equal(before.Select(Describe), after.Select(Describe));
        Assert.All(before, entry => Assert.Equal(when.Year, entry.ModificationTime.Year));
        Assert.All(after, entry => Assert.Equal(DateTimeOffset.UnixEpoch, entry.ModificationTime));
    }

    [Fact]
    public void Attributes_that_are_no_text_survive()
    {
        byte[] capability = [1, 0, 0, 2, 0xFF, (byte)'\n', 0x80, 0];
        byte[] value = [.. "SCHILY.xattr.security.capability="u8, .. capability, (byte)'\n'];
        byte[] record = [.. Encoding.ASCII.GetBytes($"{value.Length + 3} "), .. value];
        byte[] records = [.. "20 mtime=1700000000\n"u8, .. record];

        long? size = null;
        Assert.Equal(record, PaxRecords.WithoutTimes(records, ref size));
        Assert.Throws<FormatException>(() => PaxRecords.WithoutTimes("99 a=b\n"u8, ref size));
        Assert.Empty(PaxRecords.WithoutTimes("12 size=123\n"u8, ref size)[12..]);
        Assert.Equal(123, size);
    }

    [Fact]
    public async Task Layers_of_the_base_stay_in_its_registry()
    {
        var saved = new EngineImage();
        var reference = ImageReference.Parse($"registry.example/base:1@{Digest.Of("m"u8)}");
        var descriptor = new Descriptor(MediaTypes.GzipLayer, Digest.Of("layer"u8), 5);
        var parent = new BaseImage(
            reference,
            [descriptor],
            ImageConfig.Empty with
            {
                DiffIds = [saved.DiffId],
            }
        );

        var image = await ConvertAsync(saved.SaveClassic(_folder), parent);
        var other = await ConvertAsync(
            saved.SaveClassic(_folder),
            parent with
            {
                Config = ImageConfig.Empty with { DiffIds = [Digest.Of("other"u8)] },
            }
        );

        Assert.Equal(descriptor, image.Blobs[1].Descriptor);
        Assert.Null(image.Blobs[1].File);
        Assert.Equal(reference, image.Base);
        Assert.Null(other.Base);
        Assert.NotNull(other.Blobs[1].File);
    }

    [Fact]
    public async Task An_image_for_another_platform_is_refused()
    {
        var refusal = await Assert.ThrowsAnyAsync<Refusal>(() =>
            ConvertAsync(new EngineImage { Architecture = "arm64" }.SaveClassic(_folder))
        );

        Assert.Equal("The image of 'user' is for linux/arm64, but must be for linux/amd64.", refusal.What);
    }

    [Theory]
    [InlineData("../abc/layer.tar", "'../abc/layer.tar' points outside of it.")]
    [InlineData("/etc/passwd", "'/etc/passwd' points outside of it.")]
    [InlineData("none.tar", "'none.tar' is not in it.")]
    [InlineData("abc/VERSION", "its layer 'abc/VERSION' is not a complete tar archive.")]
    [InlineData("cfg.json", "A size in a layer is not a number.")]
    [InlineData("abc/layer.tar", "its layer 'abc/layer.tar' is sha256:")]
    public async Task An_archive_that_does_not_hold_what_it_says_is_refused(string layer, string why)
    {
        var refusal = await Assert.ThrowsAnyAsync<Refusal>(() =>
            ConvertAsync(new EngineImage { DiffId = Digest.Of("x"u8) }.SaveClassic(_folder, layer))
        );

        Assert.StartsWith($"The image of 'user' saved by the Docker Engine is invalid: {why}", refusal.What);
    }

    [Theory]
    [InlineData("../escape", null)]
    [InlineData("/absolute", null)]
    [InlineData("link", "../../outside")]
    public async Task A_name_that_leads_out_of_the_archive_is_refused(string name, string? target)
    {
        var file = Path.Combine(_folder.Path, "bad.tar");
        await using (var tar = new TarWriter(File.Create(file)))
        {
            var type = target is null ? TarEntryType.RegularFile : TarEntryType.SymbolicLink;
            var entry = new PaxTarEntry(type, name);
            if (target is not null)
                entry.LinkName = target;
            await tar.WriteEntryAsync(entry, Ct);
        }

        await Assert.ThrowsAsync<FormatException>(() => SavedArchive.OpenAsync(file, Ct));
    }

    private async Task<BuiltImage> ConvertAsync(string archive, BaseImage? baseImage = null)
    {
        var layout = new OciLayout(Path.Combine(_folder.Path, Guid.NewGuid().ToString()));
        var manifest = await new ImageConversion(layout, new LayerCache(layout)).ConvertAsync(
            archive,
            s_recipe,
            new PlatformBase(Platform.Default, baseImage),
            Ct
        );
        layout.SetImages(new Dictionary<string, Descriptor> { ["user"] = manifest });
        return layout.Find("user")!;
    }

    private static byte[] Unpacked(ImageBlob layer)
    {
        using var gzip = new GZipStream(File.OpenRead(layer.File!), CompressionMode.Decompress);
        var content = new MemoryStream();
        gzip.CopyTo(content);
        return content.ToArray();
    }

    private static List<TarEntry> Entries(byte[] layer)
    {
        using var tar = new TarReader(new MemoryStream(layer));
        var entries = new List<TarEntry>();
        while (tar.GetNextEntry(copyData: true) is { } entry)
            entries.Add(entry);
        return entries;
    }

    private static string Describe(TarEntry entry) =>
        $"{entry.EntryType} {entry.Name} {entry.LinkName} {(int)entry.Mode} {entry.Uid}:{entry.Gid} "
        + (entry.DataStream is null ? "" : new StreamReader(entry.DataStream).ReadToEnd());
}
