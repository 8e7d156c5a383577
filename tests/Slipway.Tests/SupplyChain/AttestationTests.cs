using System.Text;
using System.Text.Json.Nodes;
using Slipway.Images.Formats;
using Slipway.Pipeline.ContainerBuild;
using Slipway.Pipeline.Push;
using Slipway.SupplyChain;
using Slipway.Tests.Images;
using Slipway.Values;

namespace Slipway.Tests.SupplyChain;

public sealed class AttestationTests(FixtureCheckout checkout) : IClassFixture<FixtureCheckout>, IDisposable
{
    private readonly Workbench _bench = new();

    public void Dispose() => _bench.Dispose();

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_built_image_gets_its_contents_and_its_origin_once(bool listsReferrers)
    {
        await using var registry = await SomeRegistry.StartAsync(listsReferrers);
        var parent = await PushBaseAsync(registry);
        var image = await BuildAsync(parent);
        var pushed = await PushAsync(image, registry.Repository("movies/hello"), "1.0.0");

        Assert.True(await AttachAsync(image, pushed));
        Assert.False(await AttachAsync(image, pushed));
        var reused = await BuildAsync(parent);
        Assert.False(
            await AttachAsync(reused, await PushAsync(reused, registry.Repository("movies/hello"), "1.0.1"))
        );

        var attached = await _bench.Referrers.ListAsync(
            pushed.Reference with
            {
                Tag = null,
            },
            null,
            Workbench.Stop
        );
        Assert.Equal(
            ["application/vnd.cyclonedx+json", "application/vnd.in-toto+json"],
            attached.Select(artifact => artifact.ArtifactType).Order()
        );
        await SaysWhatItIsMadeOfAsync(pushed.Reference, parent);
        await SaysHowItCameToBeAsync(pushed.Reference, parent);
    }

    [Fact]
    public async Task The_contents_are_the_same_bytes_from_another_build_of_the_same_source()
    {
        await using var registry = await SomeRegistry.StartAsync(listsReferrers: false);
        using var other = new FixtureCheckout("another commit");
        var parent = await PushBaseAsync(registry);
        var (first, second) = (await BuildAsync(parent), await BuildAsync(parent, other));
        var (here, there) = (
            await PushAsync(first, registry.Repository("here/hello"), "1.0.0"),
            await PushAsync(second, registry.Repository("there/hello"), "2.0.0")
        );

        await AttachAsync(first, here);
        await AttachAsync(second, there, other);

        Assert.Equal(here.Reference.Digest, there.Reference.Digest);
        Assert.Equal(
            Assert.Single(await ListAsync(here.Reference, MediaTypes.CycloneDx)).Descriptor,
            Assert.Single(await ListAsync(there.Reference, MediaTypes.CycloneDx)).Descriptor
        );
    }

    [Fact]
    public async Task The_layers_of_a_base_are_read_once()
    {
        await using var registry = await SomeRegistry.StartAsync(listsReferrers: false);
        await using var front = await RegistryFront.StartAsync(registry.Host);
        var parent = await PushBaseAsync(registry) with { Registry = front.Host };
        var image = await BuildAsync(parent);
        await AttachAsync(
            image,
            await PushAsync(image, new ImageReference(front.Host, "one/hello"), "1.0.0")
        );
        front.Requests.Clear();

        await AttachAsync(
            image,
            await PushAsync(image, new ImageReference(front.Host, "two/hello"), "1.0.0")
        );

        Assert.DoesNotContain(front.Requests, r => r.StartsWith("GET /v2/dotnet/aspnet/"));
    }

    [Fact]
    public async Task An_image_that_was_not_built_here_gets_nothing()
    {
        await using var registry = await SomeRegistry.StartAsync(listsReferrers: true);
        var image = SampleImage.Create(_bench.Folder, "foreign", layerSize: 1000);
        var pushed = await PushAsync(image, registry.Repository("hello"), "1.0.0");

        Assert.False(await AttachAsync(image, pushed));
    }

    private async Task SaysWhatItIsMadeOfAsync(ImageReference image, ImageReference parent)
    {
        var bom = await ReadAsync(image, MediaTypes.CycloneDx);
        Assert.Equal(("CycloneDX", "1.6"), ((string?)bom["bomFormat"], (string?)bom["specVersion"]));
        Assert.Null(bom["serialNumber"]);
        Assert.Null(bom["metadata"]!["timestamp"]);
        var components = bom["components"]!.AsArray().ToDictionary(c => (string)c!["bom-ref"]!, c => c!);
        var yaml = components["pkg:nuget/YamlDotNet@18.1.0"];
        Assert.Equal("SHA-512", (string?)yaml["hashes"]![0]!["alg"]);
        Assert.Equal(128, ((string)yaml["hashes"]![0]!["content"]!).Length);
        Assert.Equal("MIT", (string?)yaml["licenses"]![0]!["expression"]);
        Assert.Contains("project:Shared", components.Keys);
        var libc = components["pkg:deb/debian/libc6@2.36-9%2Bdeb12u10?arch=amd64&distro=debian-12"];
        Assert.Equal("2.36-9+deb12u10", (string?)libc["version"]);
        Assert.DoesNotContain("gone", components.Values.Select(c => (string)c["name"]!));
        Assert.Equal("12", (string?)components["os:debian"]["version"]);
        Assert.Contains(components.Keys, id => id.StartsWith($"base:{parent.Name}@sha256:"));
        var service = bom["dependencies"]!.AsArray().Single(d => (string?)d!["ref"] == "service:hello")!;
        Assert.Equal(
            ["pkg:nuget/YamlDotNet@18.1.0", "project:Shared"],
            service["dependsOn"]!.AsArray().Select(d => (string)d!)
        );
        Assert.Equal("complete", (string?)bom["compositions"]![0]!["aggregate"]);
        // Every reference leads somewhere.
        var known = components.Keys.Append((string)bom["metadata"]!["component"]!["bom-ref"]!).ToHashSet();
        Assert.All(bom["dependencies"]!.AsArray(), d =>
            Assert.Superset(
                (d!["dependsOn"]?.AsArray() ?? []).Append(d["ref"]!).Select(r => (string)r!).ToHashSet(),
                known
            )
        );
        Assert.DoesNotContain(checkout.Root, bom.ToJsonString());
    }

    private async Task SaysHowItCameToBeAsync(ImageReference image, ImageReference parent)
    {
        var statement = await ReadAsync(image, MediaTypes.InToto);
        Assert.Equal("https://in-toto.io/Statement/v1", (string?)statement["_type"]);
        Assert.Equal("https://slsa.dev/provenance/v1", (string?)statement["predicateType"]);
        Assert.Equal(image.Digest!.Value.Hex, (string?)statement["subject"]![0]!["digest"]!["sha256"]);
        var definition = statement["predicate"]!["buildDefinition"]!;
        Assert.Equal("https://slipway.dev/build/dotnet/v1", (string?)definition["buildType"]);
        Assert.Equal(parent.ToString(), (string?)definition["externalParameters"]!["baseImage"]);
        var digests = definition["resolvedDependencies"]!
            .AsArray()
            .Select(d => d!["digest"]!.AsObject().Single())
            .ToList();
        Assert.Equal(["gitCommit", "sha256", "sha256"], digests.Select(d => d.Key));
        Assert.Equal([40, 64, 64], digests.Select(d => ((string)d.Value!).Length));
        var details = statement["predicate"]!["runDetails"]!;
        Assert.Equal("https://slipway.dev/builder", (string?)details["builder"]!["id"]);
        Assert.Equal("https://ci.example.com/runs/7", (string?)details["metadata"]!["invocationId"]);
        Assert.Matches("^20[0-9-]{8}T[0-9:]{8}Z$", (string)details["metadata"]!["startedOn"]!);
        Assert.DoesNotContain(checkout.Root, statement.ToJsonString());
    }

    private async Task<JsonNode> ReadAsync(ImageReference image, string type)
    {
        var artifact = Assert.Single(await ListAsync(image, type));
        var content = await _bench.BlobAsync(image, Assert.Single(artifact.Layers));
        return JsonNode.Parse(Encoding.UTF8.GetString(content))!;
    }

    private Task<IReadOnlyList<ArtifactManifest>> ListAsync(ImageReference image, string type) =>
        _bench.Referrers.ListAsync(image with { Tag = null }, type, Workbench.Stop);

    private Task<ImageReference> PushBaseAsync(SomeRegistry registry) =>
        LayeredBase.PushAsync(
            _bench,
            registry.Repository("dotnet/aspnet"),
            new() { ["usr/lib/os-release"] = LayeredBase.Debian, ["./var/lib/dpkg/status"] = "" },
            new() { ["var/lib/dpkg/status"] = LayeredBase.Dpkg }
        );

    private async Task<BuiltImage> BuildAsync(ImageReference parent, FixtureCheckout? other = null)
    {
        var source = other ?? checkout;
        var build = new ImageBuild(source.Root, _bench.Client, _bench.Reporter, TimeProvider.System);
        return Assert.Single(
            await build.BuildAsync(source.Services, new ImageSettings(parent), source.Layout, Workbench.Stop)
        );
    }

    private Task<PushedImage> PushAsync(BuiltImage image, ImageReference repository, string tag) =>
        new ImagePush(_bench.Client, _bench.Reporter, _bench.Time).PushAsync(
            image,
            repository,
            tag,
            Workbench.Stop
        );

    private Task<bool> AttachAsync(BuiltImage image, PushedImage pushed, FixtureCheckout? other = null) =>
        new Attestation(_bench.Client, _bench.Reporter, _bench.Folder.At("bases")).AttachAsync(
            image,
            pushed,
            (other ?? checkout).Layout,
            "https://ci.example.com/runs/7",
            Workbench.Stop
        );
}
