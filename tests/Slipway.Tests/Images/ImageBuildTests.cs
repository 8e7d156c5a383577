using System.Formats.Tar;
using System.IO.Compression;
using System.Text.Json.Nodes;
using Slipway.Images;
using Slipway.Images.Formats;
using Slipway.Images.Registries;
using Slipway.Values;

namespace Slipway.Tests.Images;

public sealed class ImageBuildTests
{
    private static readonly CancellationToken s_ct = TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_same_source_in_another_folder_and_commit_gives_the_same_digest()
    {
        using var one = new FixtureCheckout("one");
        using var other = new FixtureCheckout("another");
        foreach (var file in Directory.GetFiles(other.Root, "*", SearchOption.AllDirectories))
            File.SetLastWriteTimeUtc(file, new DateTime(2021, 2, 3, 4, 5, 6, DateTimeKind.Utc));

        var first = await BuildAsync(one);
        var second = await BuildAsync(other);
        // Once more with what the first build left in obj/.
        var third = await BuildAsync(one);

        Assert.Equal(Files(first), Files(second));
        Assert.Equal(first.Digest, second.Digest);
        Assert.Equal(first.Digest, third.Digest);
    }

    private static async Task<BuiltImage> BuildAsync(FixtureCheckout checkout, ImageReference? baseImage = null)
    {
        var reporter = new CollectingReporter();
        using var registries = new RegistryClient(reporter, TimeProvider.System);
        var build = new ImageBuild(checkout.Root, registries, reporter, TimeProvider.System);
        var images = await build.BuildAsync(checkout.Services, baseImage, Path.Combine(checkout.Root, "artifacts/images"), s_ct);
        return Assert.Single(images);
    }

    private static List<string> Files(BuiltImage image)
    {
        var files = new List<string>();
        foreach (var blob in image.Blobs.Skip(1))
        {
            using var gzip = new GZipStream(File.OpenRead(blob.File!), CompressionMode.Decompress);
            using var tar = new TarReader(gzip);
            while (tar.GetNextEntry() is { } entry)
            {
                var content = new MemoryStream();
                entry.DataStream?.CopyTo(content);
                files.Add($"{entry.Mode} {entry.Uid} {entry.ModificationTime:s} {entry.Name} {Digest.Of(content.ToArray()).Short}");
            }
        }
        return files;
    }
}
