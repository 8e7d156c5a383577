using Microsoft.AspNetCore.Http;
using Slipway.Images.Formats;
using Slipway.Pipeline.Push;
using Slipway.SupplyChain.Signing;
using Slipway.Tests.SupplyChain;
using Slipway.Values;

namespace Slipway.Tests.Images;

/// <summary>What may happen while a push is under way.</summary>
public sealed class MidPushFaultTests : FrontedRegistry
{
    [Fact]
    public async Task A_tag_that_somebody_else_sets_meanwhile_is_not_moved()
    {
        var theirs = SampleImage.Create(Folder, "theirs", layerSize: 1000);
        Front.Intercept = async context =>
        {
            // Our manifest is about to come, and then the tag.
            if (context.Request.Method == "PUT" && context.Request.Path.Value!.Contains("/manifests/sha256:"))
                await PushTheirsAsync(theirs);
            return false;
        };

        var refusal = await Assert.ThrowsAnyAsync<Refusal>(() => PushAsync());

        Assert.Contains($"{theirs.Digest}, not {Image.Digest}", refusal.What);
        Assert.Equal(theirs.Digest, await Client.FindDigestAsync(Version, Ct));
    }

    [Fact]
    public async Task A_tag_that_somebody_else_sets_in_the_last_moment_is_named_by_a_strict_registry()
    {
        var theirs = SampleImage.Create(Folder, "theirs", layerSize: 1000);
        Front.Intercept = async context =>
        {
            if (context.Request.Method != "PUT" || !context.Request.Path.Value!.EndsWith("/1.0.0"))
                return false;
            await PushTheirsAsync(theirs);
            context.Response.StatusCode = 409;
            await context.Response.WriteAsync(
                """{"errors":[{"code":"TAG_INVALID","message":"tags never move here"}]}"""
            );
            return true;
        };

        var refusal = await Assert.ThrowsAnyAsync<Refusal>(() => PushAsync());

        Assert.Contains($"{theirs.Digest}, not {Image.Digest}", refusal.What);
    }

    [Fact]
    public async Task A_login_that_is_withdrawn_in_the_middle_of_a_push_is_refused_and_no_version_is_set()
    {
        var tokens = new TokenService(Front, usesPerToken: 3);
        Front.Intercept = async context =>
        {
            if (context.Request.Path != "/token" || tokens.Issued < 2)
                return await tokens.HandleAsync(context);
            context.Response.StatusCode = 401;
            return true;
        };

        var refusal = await Assert.ThrowsAnyAsync<Refusal>(() => PushAsync(LoggedIn("hunter2")));

        Assert.Equal($"The registry {Front.Host} rejected the credentials.", refusal.What);
        Assert.DoesNotContain("hunter2", refusal + string.Join('\n', Reporter.Notices));
        Assert.Null(await Client.FindDigestAsync(Version, Ct));
    }

    [Theory]
    [InlineData("one byte is another")]
    [InlineData("cut")]
    [InlineData("gone")]
    public async Task A_layer_that_was_damaged_on_this_machine_is_not_sent(string damage)
    {
        var file = Image.Blobs[1].File!;
        if (damage == "gone")
            File.Delete(file);
        else
        {
            await using var layer = new FileStream(file, FileMode.Open, FileAccess.ReadWrite);
            if (damage == "cut")
                layer.SetLength(layer.Length / 2);
            layer.WriteByte(0);
        }

        var refusal = await Assert.ThrowsAnyAsync<Refusal>(() => PushAsync());

        Assert.StartsWith("Part of an image was damaged after it was built: ", refusal.What);
        Assert.Equal(file, refusal.Where);
        Assert.Null(await Client.FindDigestAsync(Version, Ct));
    }

    [Theory]
    [InlineData(507)]
    [InlineData(500)]
    public async Task A_registry_that_fills_up_in_the_middle_of_an_upload_is_named_as_full(int status)
    {
        var parts = 0;
        Front.Intercept = async context =>
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
                """{"errors":[{"code":"UNKNOWN","message":"no space left on device"}]}"""
            );
            return true;
        };

        var refusal = await Assert.ThrowsAnyAsync<Refusal>(() => PushAsync());

        Assert.Contains("is out of space", refusal.What);
        Front.Intercept = _ => Task.FromResult(false);
        Assert.True((await PushAsync()).New);
    }

    [Fact]
    public async Task An_upload_that_is_truncated_on_the_way_never_becomes_an_image()
    {
        Front.Intercept = async context =>
        {
            if (context.Request.Method != "PUT" || !(context.Request.ContentLength > 500_000))
                return false;
            var part = new byte[300_000];
            await context.Request.Body.ReadExactlyAsync(part);
            await context.Request.Body.CopyToAsync(Stream.Null);
            await Front.PassOnAsync(context, new MemoryStream(part), part.Length);
            return true;
        };

        var refusal = await Assert.ThrowsAnyAsync<Refusal>(() => PushAsync());

        Assert.Contains("DIGEST_INVALID", refusal.What);
        Assert.Null(await Client.FindDigestAsync(Version, Ct));
    }

    [Fact]
    public async Task A_token_that_expires_again_and_again_stops_neither_push_nor_signature()
    {
        using var key = Keys.New();
        var tokens = new TokenService(Front, usesPerToken: 2);
        Front.Intercept = tokens.HandleAsync;
        var client = LoggedIn();
        var pushed = await PushAsync(client);

        Assert.Equal(
            SigningResult.Signed,
            await new ImageSigning(client).SignAsync(pushed.Reference, key, Ct)
        );

        Assert.Empty(
            await new CosignSignatures(client).FindUntrustedAsync([pushed.Reference], key.Public, Ct)
        );
        Assert.True(tokens.Issued > 2);
    }

    private Task PushTheirsAsync(BuiltImage theirs) =>
        new ImagePush(Client, Reporter, Time).PushAsync(
            theirs,
            Registry.Repository("movies/rating"),
            "1.0.0",
            Ct
        );
}
