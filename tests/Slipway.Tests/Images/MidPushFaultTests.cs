using Microsoft.AspNetCore.Http;
using Slipway.Images;
using Slipway.Images.Registries;
using Slipway.Images.SupplyChain.Signing;
using Slipway.Tests.Images.SupplyChain;
using Slipway.Values;

namespace Slipway.Tests.Images;

/// <summary>What may happen while a push is under way.</summary>
public sealed class MidPushFaultTests : IDisposable
{
    private readonly CancellationToken _ct = TestContext.Current.CancellationToken;
    private readonly TemporaryFolder _folder = new();
    private readonly CollectingReporter _reporter = new();
    private readonly EagerTime _time = new();
    private readonly RegistryClient _client;
    private readonly BuiltImage _image;

    public MidPushFaultTests()
    {
        _client = new RegistryClient(_reporter, _time, new RegistryOptions { ChunkSize = 400_000 });
        _image = SampleImage.Create(_folder, "image", layerSize: 1_000_000);
    }

    public void Dispose()
    {
        _client.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public async Task A_tag_that_somebody_else_sets_meanwhile_is_not_moved()
    {
        await using var registry = await RealRegistry.StartAsync();
        await using var front = await RegistryFront.StartAsync(registry.Host);
        var theirs = SampleImage.Create(_folder, "theirs", layerSize: 1000);
        front.Intercept = async context =>
        {
            // Our manifest is about to come, and then the tag.
            if (context.Request.Method == "PUT" && context.Request.Path.Value!.Contains("/manifests/sha256:"))
                await PushAsync(theirs, registry.Host);
            return false;
        };

        var refusal = await Assert.ThrowsAnyAsync<Refusal>(() => PushAsync(_image, front.Host));

        Assert.Contains($"{theirs.Digest}, and not {_image.Digest}", refusal.What);
        var tag = new ImageReference(registry.Host, "movies/rating", "1.0.0");
        Assert.Equal(theirs.Digest, await _client.FindDigestAsync(tag, _ct));
    }

    [Fact]
    public async Task A_tag_that_somebody_else_sets_in_the_last_moment_is_named_by_a_strict_registry()
    {
        await using var registry = await RealRegistry.StartAsync();
        await using var front = await RegistryFront.StartAsync(registry.Host);
        var theirs = SampleImage.Create(_folder, "theirs", layerSize: 1000);
        front.Intercept = async context =>
        {
            if (context.Request.Method != "PUT" || !context.Request.Path.Value!.EndsWith("/1.0.0"))
                return false;
            await PushAsync(theirs, registry.Host);
            context.Response.StatusCode = 409;
            await context.Response.WriteAsync(
                """{"errors":[{"code":"TAG_INVALID","message":"tags never move here"}]}""");
            return true;
        };

        var refusal = await Assert.ThrowsAnyAsync<Refusal>(() => PushAsync(_image, front.Host));

        Assert.Contains($"{theirs.Digest}, and not {_image.Digest}", refusal.What);
    }

    [Fact]
    public async Task A_login_that_is_withdrawn_in_the_middle_of_a_push_is_refused_and_no_version_is_set()
    {
        await using var registry = await RealRegistry.StartAsync();
        await using var front = await RegistryFront.StartAsync(registry.Host);
        var tokens = new TokenService(front, usesPerToken: 3);
        front.Intercept = async context =>
        {
            if (context.Request.Path != "/token" || tokens.Issued < 2)
                return await tokens.HandleAsync(context);
            context.Response.StatusCode = 401;
            return true;
        };
        using var client = new RegistryClient(_reporter, _time, new RegistryOptions
        {
            Credentials = new Dictionary<string, RegistryCredentials>
            {
                [front.Host] = new RegistryCredentials("ada", "hunter2"),
            },
        });

        var refusal = await Assert.ThrowsAnyAsync<Refusal>(() => new ImagePush(client, _reporter, _time)
            .PushAsync(_image, new ImageReference(front.Host, "movies/rating"), "1.0.0", _ct));

        Assert.Equal($"The registry {front.Host} does not accept the credentials for this.", refusal.What);
        Assert.DoesNotContain("hunter2", refusal + string.Join('\n', _reporter.Notices));
        Assert.Null(await _client.FindDigestAsync(
            new ImageReference(registry.Host, "movies/rating", "1.0.0"), _ct));
    }

    [Theory]
    [InlineData("one byte is another")]
    [InlineData("cut")]
    [InlineData("gone")]
    public async Task A_layer_that_was_damaged_on_this_machine_is_not_sent(string damage)
    {
        await using var registry = await RealRegistry.StartAsync();
        var file = _image.Blobs[1].File!;
        if (damage == "gone")
            File.Delete(file);
        else
        {
            await using var layer = new FileStream(file, FileMode.Open, FileAccess.ReadWrite);
            if (damage == "cut")
                layer.SetLength(layer.Length / 2);
            layer.WriteByte(0);
        }

        var refusal = await Assert.ThrowsAnyAsync<Refusal>(() => PushAsync(_image, registry.Host));

        Assert.StartsWith("A part of an image was damaged since it was built: ", refusal.What);
        Assert.Equal(file, refusal.Where);
        Assert.Null(await _client.FindDigestAsync(
            new ImageReference(registry.Host, "movies/rating", "1.0.0"), _ct));
    }

    [Theory]
    [InlineData(507)]
    [InlineData(500)]
    public async Task A_registry_that_fills_up_in_the_middle_of_an_upload_is_named_as_full(int status)
    {
        await using var registry = await RealRegistry.StartAsync();
        await using var front = await RegistryFront.StartAsync(registry.Host);
        var parts = 0;
        front.Intercept = async context =>
        {
            if (context.Request.Method == "PUT" && context.Request.ContentLength > 500_000)
            {
                context.Response.StatusCode = 413;
                return true;
            }
            if (context.Request.Method != "PATCH" || Interlocked.Increment(ref parts) < 2)
                return false;
            context.Response.StatusCode = status;
            await context.Response.WriteAsync(
                """{"errors":[{"code":"UNKNOWN","message":"no space left on device"}]}""");
            return true;
        };

        var refusal = await Assert.ThrowsAnyAsync<Refusal>(() => PushAsync(_image, front.Host));

        Assert.Contains("has no room for this", refusal.What);
        front.Intercept = _ => Task.FromResult(false);
        Assert.True((await PushAsync(_image, front.Host)).New);
    }

    [Fact]
    public async Task An_upload_that_is_truncated_on_the_way_never_becomes_an_image()
    {
        await using var registry = await RealRegistry.StartAsync();
        await using var front = await RegistryFront.StartAsync(registry.Host);
        front.Intercept = async context =>
        {
            if (context.Request.Method != "PUT" || !(context.Request.ContentLength > 500_000))
                return false;
            var part = new byte[300_000];
            await context.Request.Body.ReadExactlyAsync(part);
            await context.Request.Body.CopyToAsync(Stream.Null);
            await front.PassOnAsync(context, new MemoryStream(part), part.Length);
            return true;
        };

        var refusal = await Assert.ThrowsAnyAsync<Refusal>(() => PushAsync(_image, front.Host));

        Assert.Contains("DIGEST_INVALID", refusal.What);
        var tag = new ImageReference(registry.Host, "movies/rating", "1.0.0");
        Assert.Null(await _client.FindDigestAsync(tag, _ct));
    }

    [Fact]
    public async Task A_token_that_expires_again_and_again_stops_neither_push_nor_signature()
    {
        await using var registry = await RealRegistry.StartAsync();
        await using var front = await RegistryFront.StartAsync(registry.Host);
        using var key = Keys.New();
        var tokens = new TokenService(front, usesPerToken: 2);
        front.Intercept = tokens.HandleAsync;
        using var client = new RegistryClient(_reporter, _time, new RegistryOptions
        {
            Credentials = new Dictionary<string, RegistryCredentials>
            {
                [front.Host] = new RegistryCredentials("ada", "secret"),
            },
        });
        var pushed = await new ImagePush(client, _reporter, _time)
            .PushAsync(_image, new ImageReference(front.Host, "movies/rating"), "1.0.0", _ct);

        Assert.True(await new ImageSigning(client).SignAsync(pushed.Reference, key, _ct));

        Assert.Empty(
            await new CosignSignatures(client).FindUntrustedAsync([pushed.Reference], key.Public, _ct));
        Assert.True(tokens.Issued > 2);
    }

    private Task<PushedImage> PushAsync(BuiltImage image, string host) =>
        new ImagePush(_client, _reporter, _time)
        .PushAsync(image, new ImageReference(host, "movies/rating"), "1.0.0", _ct);
}
