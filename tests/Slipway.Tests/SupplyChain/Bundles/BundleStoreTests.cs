using Slipway.Images.Formats;
using Slipway.Images.Registries;
using Slipway.SupplyChain.Bundles;
using Slipway.SupplyChain.Signing;
using Slipway.Tests.Images;
using Slipway.Values;

namespace Slipway.Tests.SupplyChain.Bundles;

/// <summary>Bundles in a real registry.</summary>
public sealed class BundleStoreTests : IAsyncLifetime
{
    private readonly Workbench _bench = new();
    private SomeRegistry? _registry;

    public async ValueTask InitializeAsync() =>
        _registry = await SomeRegistry.StartAsync(listsReferrers: false);

    public async ValueTask DisposeAsync()
    {
        _bench.Dispose();
        await _registry!.DisposeAsync();
    }

    [Fact]
    public async Task A_bundle_is_pulled_as_it_was_pushed_and_pushed_once()
    {
        var repository = _registry!.Repository("pulled/shop.bundle");
        var store = new BundleStore(_bench.Client);
        var packed = PackedBundle.Of(Bundled.Sample);
        var pushed = await store.PushAsync(packed, repository, "1.4.0", TakenTag.Refuse, Workbench.Stop);
        Assert.Equal((packed.Digest, "1.4.0"), (pushed.Digest, pushed.Tag));
        Assert.Equal(
            pushed,
            await store.PushAsync(packed, repository, "1.4.0", TakenTag.Refuse, Workbench.Stop)
        );

        var pulled = await store.PullAsync(pushed, Workbench.Stop);

        Assert.Equal(packed.Digest, PackedBundle.Of(pulled).Digest);
        Assert.True(await store.ExistsAsync(pushed, Workbench.Stop));
    }

    [Fact]
    public async Task A_version_has_one_bundle()
    {
        var repository = _registry!.Repository("one/shop.bundle");
        var store = new BundleStore(_bench.Client);
        await store.PushAsync(
            PackedBundle.Of(Bundled.Sample),
            repository,
            "1.4.0",
            TakenTag.Refuse,
            Workbench.Stop
        );
        var other = PackedBundle.Of(Bundled.Sample with { Author = "Bob" });
        await Assert.ThrowsAsync<TagRefusal>(() =>
            store.PushAsync(other, repository, "1.4.0", TakenTag.Refuse, Workbench.Stop)
        );
    }

    [Fact]
    public async Task It_is_signed_and_copied_like_an_image()
    {
        var repository = _registry!.Repository("signed/shop.bundle");
        var store = new BundleStore(_bench.Client);
        using var key = Keys.New();
        var pushed = await store.PushAsync(
            PackedBundle.Of(Bundled.Sample),
            repository,
            "1.4.0",
            TakenTag.Refuse,
            Workbench.Stop
        );
        await new ImageSigning(_bench.Client).SignAsync(pushed, key, Workbench.Stop);

        var target = _registry!.Repository("copied/shop.bundle");
        var copied = (await _bench.Copy.CopyAsync(pushed, target, "1.4.0", Workbench.Stop)).Reference;

        Assert.Equal(pushed.Digest, copied.Digest);
        Assert.Empty(
            await new CosignSignatures(_bench.Client).FindUntrustedAsync([copied], key.Public, Workbench.Stop)
        );
        Assert.Equal("shop", (await store.PullAsync(copied, Workbench.Stop)).App);
    }

    [Fact]
    public async Task What_is_gone_or_something_else_is_refused_with_what_to_do()
    {
        var store = new BundleStore(_bench.Client);
        var image = await _bench.PushAsync(_registry!.Repository("other/movie"));
        var damaged = await Assert.ThrowsAsync<BundleRefusal>(() => store.PullAsync(image, Workbench.Stop));
        Assert.StartsWith("This is not a bundle of a release: Its type is", damaged.What);
        var gone = image with { Digest = Digest.Of("gone"u8) };
        var missing = await Assert.ThrowsAsync<BundleRefusal>(() => store.PullAsync(gone, Workbench.Stop));
        Assert.StartsWith("Deploy the release's commit again", missing.Next);
    }
}
