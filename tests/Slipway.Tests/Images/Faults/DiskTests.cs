using Slipway.Images.Formats;
using Slipway.Images.Packing;
using Slipway.Images.Registries;
using Slipway.Pipeline.ContainerBuild;
using Slipway.Pipeline.Push;
using Slipway.Values;

namespace Slipway.Tests.Images.Faults;

/// <summary>Disks that are full or may not be written to.</summary>
public sealed class DiskTests(FixtureCheckout checkout) : IClassFixture<FixtureCheckout>, IDisposable
{
    private readonly CancellationToken _ct = TestContext.Current.CancellationToken;
    private readonly TemporaryFolder _folder = new();
    private readonly CollectingReporter _reporter = new();
    private readonly EagerTime _time = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_disk_that_is_full_while_a_layer_is_packed_is_named_and_nothing_half_stays()
    {
        using var disk = SmallDisk.Mount("size=300k");
        var layout = new OciLayout(disk.Path);
        var source = Path.Combine(_folder.Path, "noise");
        await File.WriteAllBytesAsync(
            source,
            System.Security.Cryptography.RandomNumberGenerator.GetBytes(1_000_000),
            _ct
        );
        var files = PublishFolder.List(_folder.Path);

        var fault = await Assert.ThrowsAnyAsync<IOException>(() =>
            new LayerCache(layout).PackAsync(files, _ct)
        );

        Assert.Contains("No space left on the disk", DiskRefusal.For(fault, disk.Path)!.What);
        Assert.Empty(Directory.GetFiles(Path.Combine(disk.Path, "blobs/sha256")));
    }

    [Theory]
    [InlineData("size=1m,nr_inodes=2", "No space left on the disk: ")]
    [InlineData("size=64k", "No space left on the disk: the services cannot be published.")]
    [InlineData("size=1m,ro", "Cannot read or write this path: ")]
    public async Task A_folder_of_images_that_takes_nothing_is_named(string options, string expected)
    {
        using var disk = SmallDisk.Mount(options);
        var output = Path.Combine(disk.Path, "images");
        using var registries = new RegistryClient(_reporter, _time);

        var refusal = await Assert.ThrowsAnyAsync<Refusal>(() =>
            new ImageBuild(checkout.Root, registries, _reporter, _time).BuildAsync(
                checkout.Services,
                new ImageSettings(null),
                output,
                _ct
            )
        );

        Assert.True(refusal.What.StartsWith(expected), refusal.What);
        Assert.StartsWith(output, refusal.Where);
        Assert.Equal(Outcome.Refused, refusal.Outcome);
    }

    [Fact]
    public async Task A_disk_that_is_full_while_something_is_downloaded_is_not_taken_for_a_cut_connection()
    {
        using var disk = SmallDisk.Mount("size=300k");
        await using var registry = await RealRegistry.StartAsync();
        using var registries = new RegistryClient(_reporter, _time);
        var image = SampleImage.Create(_folder, "image", layerSize: 1_000_000);
        var pushed = await new ImagePush(registries, _reporter, _time).PushAsync(
            image,
            registry.Repository("movies/rating"),
            "1.0.0",
            _ct
        );
        var file = Path.Combine(disk.Path, "layer");

        var refusal = await Assert.ThrowsAnyAsync<Refusal>(() =>
            registries.DownloadBlobAsync(pushed.Reference, image.Blobs[1].Descriptor, file, _ct)
        );

        Assert.StartsWith("No space left on the disk: ", refusal.What);
        Assert.Equal(file, refusal.Where);
        Assert.Empty(_time.Waits);
    }

    [Fact]
    public async Task A_registry_whose_disk_is_full_is_named_as_full_and_keeps_what_it_has()
    {
        using var disk = SmallDisk.Mount("size=600k");
        await using var registry = await RealRegistry.StartAsync(storage: disk.Path);
        using var registries = new RegistryClient(_reporter, _time);
        var push = new ImagePush(registries, _reporter, _time);
        var small = SampleImage.Create(_folder, "small", layerSize: 10_000);
        var large = SampleImage.Create(_folder, "large", layerSize: 1_000_000);
        var target = registry.Repository("movies/rating");
        await push.PushAsync(small, target, "1.0.0", _ct);

        var refusal = await Assert.ThrowsAnyAsync<Refusal>(() => push.PushAsync(large, target, "2.0.0", _ct));

        Assert.True(refusal.What.StartsWith($"The registry {registry.Host} is out of space"), refusal.What);
        Assert.Null(await registries.FindDigestAsync(target with { Tag = "2.0.0" }, _ct));
        Assert.Equal(small.Digest, await registries.FindDigestAsync(target with { Tag = "1.0.0" }, _ct));
    }
}
