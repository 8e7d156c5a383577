using System.Text.Json.Nodes;
using Slipway.Images.Bases;
using Slipway.Images.Formats;
using Slipway.Images.Registries;
using Slipway.Pipeline.ContainerBuild;
using Slipway.Pipeline.Push;
using Slipway.SupplyChain;
using Slipway.Values;

namespace Slipway.Tests.Images;

/// <summary>Images for several platforms at once.</summary>
public sealed class PlatformTests(FixtureCheckout checkout) : IClassFixture<FixtureCheckout>, IDisposable
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private readonly CollectingReporter _reporter = new();
    private readonly RegistryClient _registries = new(new CollectingReporter(), TimeProvider.System);
    private readonly TemporaryFolder _folder = new();

    public void Dispose()
    {
        _registries.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public async Task Two_platforms_make_an_index_of_images_that_share_their_layers()
    {
        await using var registry = await RealRegistry.StartAsync();
        var parent = await PushBaseAsync(registry, "amd64", "arm64");

        var image = await BuildAsync(new ImageSettings(parent) { Platforms = Platform.All });

        Assert.Equal(MediaTypes.Index, image.MediaType);
        Assert.Equal(image.Digest, Digest.Of(image.Manifest.Span));
        Assert.Equal(
            ["linux/amd64", "linux/arm64"],
            ImageIndex.Parse(image.Manifest.Span).Manifests.Select(part => part.Platform)
        );
        Assert.Equal(["amd64", "arm64"], image.Parts.Select(part => $"{Config(part)["architecture"]}"));
        // One program for all platforms, on the base of each.
        Assert.Equal(image.Parts[0].Blobs[^1].Descriptor, image.Parts[1].Blobs[^1].Descriptor);
        Assert.NotEqual(image.Parts[0].Base, image.Parts[1].Base);
        Assert.NotEqual(image.Parts[0].Blobs[1].Descriptor, image.Parts[1].Blobs[1].Descriptor);
    }

    [Fact]
    public async Task An_index_is_pushed_found_and_copied_whole()
    {
        await using var registry = await RealRegistry.StartAsync();
        await using var production = await RealRegistry.StartAsync();
        var parent = await PushBaseAsync(registry, "amd64", "arm64");
        var settings = new ImageSettings(parent)
        {
            Platforms = Platform.All,
            Repository = registry.Repository,
        };
        var image = await BuildAsync(settings);
        var push = new ImagePush(_registries, _reporter, TimeProvider.System);
        var pushed = await push.PushAsync(image, registry.Repository("hello"), "1.0.0", Ct);
        await new InputSharing(_registries, settings, checkout.Layout, _reporter).ShareAsync(image, Ct);
        Directory.Delete(checkout.Layout, recursive: true);

        var reused = await BuildAsync(settings);
        var again = await push.PushAsync(reused, registry.Repository("hello"), "1.0.1", Ct);
        var copied = await new ImageCopy(_registries, _reporter, TimeProvider.System).CopyAsync(
            pushed.Reference,
            production.Repository("hello"),
            "1.0.0",
            Ct
        );

        Assert.Equal((image.Digest, false, 2), (reused.Digest, reused.IsNew, reused.Parts.Count));
        Assert.Equal((false, 0), (again.New, again.BytesUploaded));
        Assert.Equal(image.Digest, copied.Reference.Digest);
        foreach (var platform in Platform.All)
        {
            var read = await new BaseImageReader(_registries).ReadAsync(copied.Reference, platform, Ct);
            Assert.Equal(platform.ToString(), read.Config.Platform);
        }
    }

    [Fact]
    public async Task The_order_in_which_platforms_are_named_does_not_show()
    {
        await using var registry = await RealRegistry.StartAsync();
        var parent = await PushBaseAsync(registry, "arm64", "amd64");

        var one = await BuildAsync(new ImageSettings(parent) { Platforms = Platform.All });
        Directory.Delete(checkout.Layout, recursive: true);
        var two = await BuildAsync(new ImageSettings(parent) { Platforms = [.. Platform.All.Reverse()] });

        Assert.Equal(one.Digest, two.Digest);
    }

    [Fact]
    public async Task A_platform_that_the_base_is_not_for_is_refused()
    {
        await using var registry = await RealRegistry.StartAsync();
        var index = await PushBaseAsync(registry, "amd64");
        var single = index with { Tag = null, Digest = await PartAsync(index) };

        foreach (var parent in (ImageReference[])[index, single])
        {
            var refusal = await Assert.ThrowsAnyAsync<Refusal>(() =>
                BuildAsync(new ImageSettings(parent) { Platforms = Platform.All })
            );
            Assert.Contains("is not available for linux/arm64, only for linux/amd64", refusal.What);
        }
    }

    [Fact]
    public async Task A_variant_of_the_architecture_will_do()
    {
        await using var registry = await RealRegistry.StartAsync();
        var parent = await PushBaseAsync(registry, "amd64", "arm64/v8");

        var image = await BuildAsync(new ImageSettings(parent) { Platforms = [Platform.All[1]] });

        Assert.Equal(("arm64", MediaTypes.Manifest), ($"{Config(image)["architecture"]}", image.MediaType));
    }

    private async Task<BuiltImage> BuildAsync(ImageSettings settings) =>
        Assert.Single(
            await new ImageBuild(checkout.Root, _registries, _reporter, TimeProvider.System).BuildAsync(
                checkout.Services,
                settings,
                checkout.Layout,
                Ct
            )
        );

    private async Task<Digest> PartAsync(ImageReference index)
    {
        var received = await _registries.FindManifestAsync(index, Ct);
        return ImageIndex.Parse(received!.Bytes.Span).Manifests[0].Manifest.Digest;
    }

    private async Task<ImageReference> PushBaseAsync(RealRegistry registry, params string[] architectures)
    {
        var repository = registry.Repository("dotnet/aspnet");
        var push = new ImagePush(_registries, _reporter, TimeProvider.System);
        var entries = new JsonArray();
        foreach (var architecture in architectures)
        {
            var (name, variant) = (architecture.Split('/')[0], architecture.Split('/').ElementAtOrDefault(1));
            var image = SampleImage.Create(
                _folder,
                $"base-{name}",
                architecture: name,
                environment: ["DOTNET_VERSION=10.0.3", "ASPNET_VERSION=10.0.3"]
            );
            await push.PushAsync(image, repository, name, Ct);
            var entry = new Descriptor(MediaTypes.Manifest, image.Digest, image.Manifest.Length).ToJson();
            entry["platform"] = new JsonObject { ["os"] = "linux", ["architecture"] = name };
            if (variant is not null)
                entry["platform"]!["variant"] = variant;
            entries.Add(entry);
        }
        var bytes = CanonicalJson.Bytes(
            new JsonObject
            {
                ["schemaVersion"] = 2,
                ["mediaType"] = MediaTypes.Index,
                ["manifests"] = entries,
            }
        );
        await _registries.PutManifestAsync(repository with { Tag = "10.0" }, bytes, MediaTypes.Index, Ct);
        return repository with { Tag = "10.0" };
    }

    private static JsonNode Config(BuiltImage image) =>
        JsonNode.Parse(File.ReadAllText(image.Blobs[0].File!))!;
}
