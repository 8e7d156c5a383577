using Slipway.Images.Bases;
using Slipway.Images.Formats;
using Slipway.Images.Registries;
using Slipway.Pipeline.Push;
using Slipway.SupplyChain;
using Slipway.Values;

namespace Slipway.Tests.Images;

public sealed class ImagePushTests : IDisposable
{
    private readonly CancellationToken _ct = TestContext.Current.CancellationToken;
    private readonly TemporaryFolder _folder = new();
    private readonly CollectingReporter _reporter = new();
    private readonly RegistryClient _client;
    private readonly ImagePush _push;

    public ImagePushTests()
    {
        _client = new RegistryClient(_reporter, TimeProvider.System);
        _push = new ImagePush(_client, _reporter, TimeProvider.System);
    }

    public void Dispose()
    {
        _client.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public async Task A_new_image_is_uploaded_whole_and_found_under_its_version()
    {
        await using var registry = await RealRegistry.StartAsync();
        var image = SampleImage.Create(_folder, "one");

        var pushed = await _push.PushAsync(image, registry.Repository("movies/rating"), "1.0.0", _ct);

        Assert.Equal($"{registry.Host}/movies/rating:1.0.0@{image.Digest}", pushed.Reference.ToString());
        Assert.Equal((true, image.Size), (pushed.New, pushed.BytesUploaded));
        Assert.Equal(
            image.Digest,
            await _client.FindDigestAsync(registry.Repository("movies/rating") with { Tag = "1.0.0" }, _ct)
        );
    }

    [Fact]
    public async Task An_unchanged_image_is_not_uploaded_again()
    {
        await using var registry = await RealRegistry.StartAsync();
        var image = SampleImage.Create(_folder, "one");
        await _push.PushAsync(image, registry.Repository("rating"), "1.0.0", _ct);

        var same = await _push.PushAsync(image, registry.Repository("rating"), "1.0.0", _ct);
        var next = await _push.PushAsync(image, registry.Repository("rating"), "1.0.1", _ct);

        Assert.Equal((false, 0), (same.New, same.BytesUploaded));
        Assert.Equal((false, 0), (next.New, next.BytesUploaded));
        Assert.Equal(
            image.Digest,
            await _client.FindDigestAsync(registry.Repository("rating") with { Tag = "1.0.1" }, _ct)
        );
    }

    [Theory]
    [InlineData(TakenTag.Move, true)]
    [InlineData(TakenTag.Keep, false)]
    public async Task Where_nobody_else_works_a_version_that_exists_is_no_obstacle(TakenTag taken, bool moved)
    {
        await using var registry = await RealRegistry.StartAsync();
        var push = new ImagePush(_client, _reporter, TimeProvider.System, taken);
        var (first, second) = (SampleImage.Create(_folder, "first"), SampleImage.Create(_folder, "second"));
        await push.PushAsync(first, registry.Repository("rating"), "1.0.0", _ct);

        var pushed = await push.PushAsync(second, registry.Repository("rating"), "1.0.0", _ct);

        Assert.Equal((true, second.Digest), (pushed.New, pushed.Reference.Digest));
        Assert.NotNull(await _client.FindDigestAsync(pushed.Reference with { Tag = null }, _ct));
        Assert.Equal(
            moved ? second.Digest : first.Digest,
            await _client.FindDigestAsync(registry.Repository("rating") with { Tag = "1.0.0" }, _ct)
        );
    }

    [Fact]
    public async Task A_version_never_becomes_another_image()
    {
        await using var registry = await RealRegistry.StartAsync();
        var first = SampleImage.Create(_folder, "first");
        var second = SampleImage.Create(_folder, "second");
        await _push.PushAsync(first, registry.Repository("rating"), "1.0.0", _ct);

        var refusal = await Assert.ThrowsAnyAsync<Refusal>(() =>
            _push.PushAsync(second, registry.Repository("rating"), "1.0.0", _ct)
        );

        Assert.Contains(first.Digest.ToString(), refusal.What);
        Assert.Contains(second.Digest.ToString(), refusal.What);
        Assert.EndsWith("They differ in 1 of 1 layers.", refusal.What);
        Assert.Equal(
            first.Digest,
            await _client.FindDigestAsync(registry.Repository("rating") with { Tag = "1.0.0" }, _ct)
        );
    }

    [Fact]
    public async Task Layers_of_a_base_in_the_same_registry_are_not_sent()
    {
        await using var registry = await RealRegistry.StartAsync();
        var (parent, _) = await PushBaseAsync(registry);
        var image = SampleImage.Create(_folder, "child", baseImage: parent);

        var pushed = await _push.PushAsync(image, registry.Repository("rating"), "1.0.0", _ct);

        Assert.Equal(image.Size - parent.Layers.Sum(layer => layer.Size), pushed.BytesUploaded);
    }

    [Fact]
    public async Task Layers_of_a_base_in_another_registry_are_brought_along()
    {
        await using var home = await RealRegistry.StartAsync();
        await using var registry = await RealRegistry.StartAsync();
        var (parent, _) = await PushBaseAsync(home);
        var image = SampleImage.Create(_folder, "child", baseImage: parent);

        var pushed = await _push.PushAsync(image, registry.Repository("rating"), "1.0.0", _ct);

        Assert.Equal(image.Size, pushed.BytesUploaded);
    }

    [Fact]
    public async Task Layers_that_an_earlier_image_or_another_service_brought_are_not_sent_again()
    {
        await using var home = await RealRegistry.StartAsync();
        await using var registry = await RealRegistry.StartAsync();
        var (parent, _) = await PushBaseAsync(home);
        var first = SampleImage.Create(_folder, "first", baseImage: parent);
        var second = SampleImage.Create(_folder, "second", baseImage: parent);
        var shared = parent.Layers.Sum(layer => layer.Size);
        await _push.PushAsync(first, registry.Repository("rating"), "1.0.0", _ct);

        var sameService = await _push.PushAsync(second, registry.Repository("rating"), "1.0.1", _ct);
        var otherService = await _push.PushAsync(second, registry.Repository("movie"), "1.0.1", _ct);

        Assert.Equal(second.Size - shared, sameService.BytesUploaded);
        // The registry takes over every blob from the other repository; only the manifest travels.
        Assert.Equal(second.Manifest.Length, otherService.BytesUploaded);
    }

    [Fact]
    public async Task A_copy_has_the_digest_of_its_source_and_is_sent_once()
    {
        await using var staging = await RealRegistry.StartAsync();
        await using var production = await RealRegistry.StartAsync();
        var image = SampleImage.Create(_folder, "one");
        var source = (await _push.PushAsync(image, staging.Repository("rating"), "1.0.0", _ct)).Reference;
        var copy = new ImageCopy(_client, _reporter, TimeProvider.System);

        var first = await copy.CopyAsync(source, production.Repository("movies/rating"), "1.0.0", _ct);
        var again = await copy.CopyAsync(source, production.Repository("movies/rating"), "1.0.0", _ct);

        Assert.Equal($"{production.Host}/movies/rating:1.0.0@{image.Digest}", first.Reference.ToString());
        Assert.Equal((true, image.Size), (first.New, first.BytesUploaded));
        Assert.Equal((false, 0), (again.New, again.BytesUploaded));
    }

    [Fact]
    public async Task An_image_that_does_not_exist_cannot_be_copied()
    {
        await using var registry = await RealRegistry.StartAsync();
        var source = registry.Repository("rating") with { Digest = Digest.Of("nothing"u8) };

        var refusal = await Assert.ThrowsAnyAsync<Refusal>(() =>
            new ImageCopy(_client, _reporter, TimeProvider.System).CopyAsync(
                source,
                registry.Repository("other"),
                "1.0.0",
                _ct
            )
        );

        Assert.Contains($"Image {source} not found", refusal.What);
    }

    private async Task<(Slipway.Images.Formats.BaseImage Base, BuiltImage Image)> PushBaseAsync(
        RealRegistry registry
    )
    {
        var image = SampleImage.Create(_folder, "base", layerSize: 3_000_000);
        var pushed = await _push.PushAsync(image, registry.Repository("dotnet/aspnet"), "10.0", _ct);
        return (
            await new BaseImageReader(_client).ReadAsync(
                pushed.Reference with
                {
                    Digest = null,
                },
                Platform.Default,
                _ct
            ),
            image
        );
    }
}
