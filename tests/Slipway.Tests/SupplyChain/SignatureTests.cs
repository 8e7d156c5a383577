using System.Diagnostics;
using System.Text;
using System.Text.Json.Nodes;
using Slipway.Images.Formats;
using Slipway.Images.Registries;
using Slipway.SupplyChain.Signing;
using Slipway.Tests.Images;
using Slipway.Values;

namespace Slipway.Tests.SupplyChain;

public sealed class SignatureTests : IDisposable
{
    private readonly Workbench _bench = new();
    private readonly string _pem = Keys.Pem();
    private readonly SigningKey _key;

    public SignatureTests() => _key = SigningKey.Parse(_pem, null, "a test");

    public void Dispose()
    {
        _key.Dispose();
        _bench.Dispose();
    }

    [Fact]
    public async Task A_signature_lies_where_cosign_looks_and_has_its_form()
    {
        await using var registry = await SomeRegistry.StartAsync(listsReferrers: false);
        var image = await _bench.PushAsync(registry.Repository("movies/rating"));

        Assert.True(await SignAsync(image));

        var tag = image with { Tag = $"sha256-{image.Digest!.Value.Hex}.sig", Digest = null };
        var manifest = JsonNode.Parse(
            (await _bench.Client.FindManifestAsync(tag, Workbench.Stop))!.Bytes.Span
        )!;
        Assert.Equal("application/vnd.oci.image.manifest.v1+json", (string?)manifest["mediaType"]);
        Assert.Equal("application/vnd.oci.image.config.v1+json", (string?)manifest["config"]!["mediaType"]);
        var layer = Assert.Single(manifest["layers"]!.AsArray())!;
        Assert.Equal("application/vnd.dev.cosign.simplesigning.v1+json", (string?)layer["mediaType"]);
        var payload = await _bench.BlobAsync(image, Descriptor.FromJson(layer));
        Assert.Equal(
            $$$"""
            {"critical":{"identity":{"docker-reference":"{{{image.Name}}}"},
            "image":{"docker-manifest-digest":"{{{image.Digest}}}"},
            "type":"cosign container image signature"},"optional":null}
            """.ReplaceLineEndings(""),
            Encoding.UTF8.GetString(payload)
        );
        var signature = (string)layer["annotations"]!["dev.cosignproject.cosign/signature"]!;
        Assert.Equal("Verified OK", OpenSsl(payload, Convert.FromBase64String(signature)));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task An_image_is_signed_once_by_each_key(bool listsReferrers)
    {
        await using var registry = await SomeRegistry.StartAsync(listsReferrers);
        using var other = Keys.New();
        var image = await _bench.PushAsync(registry.Repository("rating"));

        Assert.True(await SignAsync(image));
        Assert.False(await SignAsync(image));
        Assert.True(await SignAsync(image, other));
        Assert.False(await SignAsync(image));

        Assert.Equal(2, (await LayersAsync(image)).Count);
        Assert.Null(await WhyNotAsync(image));
        Assert.Null(await WhyNotAsync(image, other.Public));
    }

    [Fact]
    public async Task Two_who_sign_at_the_same_time_both_have_signed()
    {
        await using var registry = await SomeRegistry.StartAsync(listsReferrers: false);
        await using var front = await RegistryFront.StartAsync(registry.Host);
        using var other = Keys.New();
        var image = await _bench.PushAsync(new ImageReference(front.Host, "rating"));
        var direct = image with { Registry = registry.Host };
        var first = 0;
        front.Intercept = async context =>
        {
            if (
                context.Request.Method == "PUT"
                && context.Request.Path.Value!.EndsWith(".sig")
                && Interlocked.Increment(ref first) == 1
            )
            {
                await front.PassOnAsync(context, context.Request.Body, context.Request.ContentLength);
                // Theirs, without ours.
                await _bench.Client.PutManifestAsync(
                    CosignTag.Of(direct),
                    await OnlyAsync(direct, other),
                    MediaTypes.Manifest,
                    Workbench.Stop
                );
                return true;
            }
            return false;
        };

        await SignAsync(image);

        Assert.Null(await WhyNotAsync(image));
        Assert.Null(await WhyNotAsync(image, other.Public));
    }

    [Fact]
    public async Task A_signature_whose_document_is_gone_does_not_hide_a_good_one()
    {
        await using var registry = await SomeRegistry.StartAsync(listsReferrers: false);
        await using var front = await RegistryFront.StartAsync(registry.Host);
        var image = await _bench.PushAsync(new ImageReference(front.Host, "rating"));
        var document = "to be deleted"u8.ToArray();
        var gone = new Descriptor(MediaTypes.SimpleSigning, Digest.Of(document), document.Length);
        await new BlobTransfer(_bench.Client).SendAsync(image, gone, document, Workbench.Stop);
        await new CosignStore(_bench.Client).AddAsync(
            CosignTag.Of(image),
            [CosignLayer.Of(gone, [1, 2, 3])],
            Workbench.Stop
        );
        front.Intercept = context =>
        {
            context.Response.StatusCode = 404;
            return Task.FromResult(context.Request.Path.Value!.EndsWith($"/blobs/{gone.Digest}"));
        };

        Assert.Equal("has a signature whose payload is missing", await WhyNotAsync(image));
        await SignAsync(image);
        Assert.Null(await WhyNotAsync(image));
    }

    [Fact]
    public async Task An_image_without_a_signature_is_told_from_one_with_another_key()
    {
        await using var registry = await SomeRegistry.StartAsync(listsReferrers: true);
        using var other = Keys.New();
        var unsigned = await _bench.PushAsync(registry.Repository("rating"));
        var foreign = await _bench.PushAsync(registry.Repository("movie"), "movie");
        await SignAsync(foreign, other);

        var found = await new CosignSignatures(_bench.Client).FindUntrustedAsync(
            [unsigned, foreign, unsigned with { Digest = null }],
            _key.Public,
            Workbench.Stop
        );

        Assert.Equal(
            [
                "is not signed",
                "is signed by another key, or its signature was tampered with",
                "has no digest, so it is unknown what would run",
            ],
            found.Select(image => image.Reason)
        );
    }

    [Fact]
    public async Task The_signature_of_another_image_does_not_count()
    {
        await using var registry = await SomeRegistry.StartAsync(listsReferrers: true);
        var good = await _bench.PushAsync(registry.Repository("rating"));
        var bad = await _bench.PushAsync(registry.Repository("rating"), "bad", "6.6.6");
        await SignAsync(good);
        var signatures = (await _bench.Client.FindManifestAsync(CosignTag.Of(good), Workbench.Stop))!;
        await _bench.Client.PutManifestAsync(
            CosignTag.Of(bad),
            signatures.Bytes,
            signatures.MediaType,
            Workbench.Stop
        );

        Assert.Equal($"carries the signature of another image ({good.Digest})", await WhyNotAsync(bad));
    }

    [Fact]
    public async Task A_document_that_was_changed_does_not_count()
    {
        await using var registry = await SomeRegistry.StartAsync(listsReferrers: true);
        var image = await _bench.PushAsync(registry.Repository("rating"));
        var bad = await _bench.PushAsync(registry.Repository("rating"), "bad", "6.6.6");
        await SignAsync(image);
        var layer = Assert.Single(await LayersAsync(image));

        await PutAsync(bad, SimpleSigning.Create(bad), Convert.FromBase64String(layer.Signature!));

        Assert.Equal("is signed by another key, or its signature was tampered with", await WhyNotAsync(bad));
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("no json")]
    [InlineData("""{"critical":{"type":"atomic container signature"}}""")]
    public async Task A_signature_of_something_else_does_not_count(string document)
    {
        await using var registry = await SomeRegistry.StartAsync(listsReferrers: true);
        var image = await _bench.PushAsync(registry.Repository("rating"));
        var payload = Encoding.UTF8.GetBytes(document);

        await PutAsync(image, payload, _key.Sign(payload));

        Assert.Equal("has a signature of something other than an image", await WhyNotAsync(image));
    }

    [Fact]
    public async Task A_document_that_is_too_large_is_not_even_read()
    {
        await using var registry = await SomeRegistry.StartAsync(listsReferrers: true);
        await using var front = await RegistryFront.StartAsync(registry.Host);
        var image = await _bench.PushAsync(new ImageReference(front.Host, "rating"));
        var payload = new byte[100_000];
        await PutAsync(image, payload, _key.Sign(payload));
        front.Requests.Clear();

        Assert.Equal("has a signature whose payload is larger than 64 KiB", await WhyNotAsync(image));
        Assert.DoesNotContain(front.Requests, request => request.Contains("/blobs/"));
    }

    [Theory]
    [InlineData("")]
    [InlineData("%%%")]
    [InlineData("AAAA")]
    public async Task A_broken_signature_does_not_count_and_does_not_hide_a_good_one(string signature)
    {
        await using var registry = await SomeRegistry.StartAsync(listsReferrers: true);
        var image = await _bench.PushAsync(registry.Repository("rating"));
        var layer = await UploadAsync(image, SimpleSigning.Create(image), _key.Sign("x"u8));
        layer.Json["annotations"]![Annotations.CosignSignature] = signature;
        await new CosignStore(_bench.Client).AddAsync(CosignTag.Of(image), [layer], Workbench.Stop);

        Assert.NotNull(await WhyNotAsync(image));
        await SignAsync(image);
        Assert.Null(await WhyNotAsync(image));
    }

    [Fact]
    public async Task A_document_that_the_registry_changes_is_refused()
    {
        await using var registry = await SomeRegistry.StartAsync(listsReferrers: true);
        await using var front = await RegistryFront.StartAsync(registry.Host);
        var image = await _bench.PushAsync(new ImageReference(front.Host, "rating"));
        await SignAsync(image);
        front.Intercept = async context =>
        {
            if (context.Request.Method != "GET" || !context.Request.Path.Value!.Contains("/blobs/"))
                return false;
            await context.Response.Body.WriteAsync("{}"u8.ToArray());
            return true;
        };

        var refusal = await Assert.ThrowsAnyAsync<Refusal>(() => WhyNotAsync(image));

        Assert.Contains("received content does not match the request", refusal.What);
    }

    private async Task<bool> SignAsync(ImageReference image, SigningKey? key = null) =>
        await new ImageSigning(_bench.Client).SignAsync(image, key ?? _key, Workbench.Stop)
        == SigningResult.Signed;

    private Task<string?> WhyNotAsync(ImageReference image, PublicKey? trusted = null) =>
        new CosignSignatures(_bench.Client).WhyNotAsync(image, trusted ?? _key.Public, Workbench.Stop);

    private Task<IReadOnlyList<CosignLayer>> LayersAsync(ImageReference image) =>
        new CosignStore(_bench.Client).ReadAsync(CosignTag.Of(image), Workbench.Stop);

    private async Task PutAsync(ImageReference image, byte[] payload, byte[] signature) =>
        await new CosignStore(_bench.Client).AddAsync(
            CosignTag.Of(image),
            [await UploadAsync(image, payload, signature)],
            Workbench.Stop
        );

    private async Task<CosignLayer> UploadAsync(ImageReference image, byte[] payload, byte[] signature)
    {
        var descriptor = new Descriptor(MediaTypes.SimpleSigning, Digest.Of(payload), payload.Length);
        await new BlobTransfer(_bench.Client).SendAsync(image, descriptor, payload, Workbench.Stop);
        return CosignLayer.Of(descriptor, signature);
    }

    private async Task<byte[]> OnlyAsync(ImageReference image, SigningKey key)
    {
        var payload = SimpleSigning.Create(image);
        var layer = await UploadAsync(image, payload, key.Sign(payload));
        var config = CosignManifest.Config([layer]);
        var descriptor = new Descriptor(MediaTypes.Config, Digest.Of(config), config.Length);
        await new BlobTransfer(_bench.Client).SendAsync(image, descriptor, config, Workbench.Stop);
        return CosignManifest.Create(descriptor, [layer]);
    }

    // A program that we did not write.
    private string OpenSsl(byte[] payload, byte[] signature)
    {
        var publicKey = _bench.Folder.Write("key.pub", Keys.PublicPem(_pem));
        File.WriteAllBytes(_bench.Folder.At("signature"), signature);
        File.WriteAllBytes(_bench.Folder.At("payload"), payload);
        var start = new ProcessStartInfo(
            "openssl",
            [
                "dgst",
                "-sha256",
                "-verify",
                publicKey,
                "-signature",
                _bench.Folder.At("signature"),
                _bench.Folder.At("payload"),
            ]
        )
        {
            RedirectStandardOutput = true,
        };
        try
        {
            using var process = Process.Start(start)!;
            return process.StandardOutput.ReadToEnd().Trim();
        }
        catch (System.ComponentModel.Win32Exception)
        {
            Assert.Skip("openssl is not installed");
            throw;
        }
    }
}
