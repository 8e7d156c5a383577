using Slipway.Images.Formats;
using Slipway.Images.Registries;
using Slipway.Pipeline.ContainerBuild;
using Slipway.Pipeline.Push;
using Slipway.Values;

namespace Slipway.Tests.Images.Faults;

/// <summary>Folders of images that a killed build, a full disk or somebody's hands left behind.</summary>
public sealed class HalfWrittenTests(FixtureCheckout checkout) : IClassFixture<FixtureCheckout>
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(0)]
    [InlineData(0.5)]
    [InlineData(1)]
    public async Task Files_that_end_anywhere_lead_to_the_same_image(double part)
    {
        var before = await BuildAsync();
        foreach (var file in Directory.GetFiles(checkout.Layout, "*", SearchOption.AllDirectories))
            Cut(file, part);

        Assert.Equal(before.Digest, (await BuildAsync()).Digest);
        Assert.Equal(
            before.Digest,
            Assert.Single(ImageBuild.Read(checkout.Services, checkout.Layout)).Digest
        );
    }

    [Theory]
    [InlineData("index.json")]
    [InlineData("layers.json")]
    [InlineData("inputs/hello.json")]
    [InlineData("oci-layout")]
    public async Task A_file_with_something_else_in_it_leads_to_the_same_image(string name)
    {
        var before = await BuildAsync();
        foreach (var text in (string[])["[]", "{}", "null", """{"manifests":[null,{}],"x":null}"""])
        {
            File.WriteAllText(Path.Combine(checkout.Layout, name), text);

            Assert.Equal(before.Digest, (await BuildAsync()).Digest);
        }
    }

    [Fact]
    public async Task A_manifest_that_was_tampered_with_is_never_pushed()
    {
        var before = await BuildAsync();
        var file = Path.Combine(checkout.Layout, "blobs/sha256", before.Digest.Hex);
        File.WriteAllText(file, File.ReadAllText(file).Replace("sha256:", "sha512:"));

        Assert.Empty(ImageBuild.Read(checkout.Services, checkout.Layout));
        Assert.Equal(before.Digest, (await BuildAsync()).Digest);
    }

    [Fact]
    public async Task A_layer_that_is_gone_is_packed_again_though_the_image_has_a_base()
    {
        await using var registry = await RealRegistry.StartAsync();
        using var folder = new TemporaryFolder();
        using var registries = new RegistryClient(new CollectingReporter(), TimeProvider.System);
        var parent = SampleImage.Create(
            folder,
            "base",
            environment: ["DOTNET_VERSION=10.0.3", "ASPNET_VERSION=10.0.3"]
        );
        var pushed = await new ImagePush(registries, new CollectingReporter(), TimeProvider.System).PushAsync(
            parent,
            registry.Repository("dotnet/aspnet"),
            "10.0",
            Ct
        );
        var before = await BuildAsync(pushed.Reference);
        File.Delete(before.Blobs[^1].File!);

        Assert.Empty(ImageBuild.Read(checkout.Services, checkout.Layout));
        var after = await BuildAsync(pushed.Reference);

        Assert.Equal(before.Digest, after.Digest);
        Assert.True(File.Exists(after.Blobs[^1].File));
    }

    [Fact]
    public async Task Images_that_a_newer_version_wrote_are_left_alone()
    {
        await BuildAsync();
        var mark = Path.Combine(checkout.Layout, "oci-layout");
        File.WriteAllText(mark, """{"imageLayoutVersion":"2.0.0"}""");
        try
        {
            var refusal = await Assert.ThrowsAnyAsync<Refusal>(() => BuildAsync());

            Assert.Contains("use layout version '2.0.0'", refusal.What);
            Assert.Equal(checkout.Layout, refusal.Where);
            Assert.Contains("Delete the folder", refusal.Next);
        }
        finally
        {
            File.Delete(mark);
        }
    }

    private static void Cut(string file, double part)
    {
        using var content = new FileStream(file, FileMode.Open, FileAccess.Write);
        content.SetLength(Math.Max(0, Math.Min(content.Length - 1, (long)(content.Length * part))));
    }

    private async Task<BuiltImage> BuildAsync(ImageReference? baseImage = null)
    {
        var reporter = new CollectingReporter();
        using var registries = new RegistryClient(reporter, TimeProvider.System);
        return Assert.Single(
            await new ImageBuild(checkout.Root, registries, reporter, TimeProvider.System).BuildAsync(
                checkout.Services,
                new ImageSettings(baseImage),
                checkout.Layout,
                Ct
            )
        );
    }
}
