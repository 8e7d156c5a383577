using Microsoft.AspNetCore.Http;
using Slipway.Images.Bases;
using Slipway.Images.Registries;
using Slipway.SupplyChain;
using Slipway.Values;

namespace Slipway.Tests.Images;

/// <summary>Answers that registries of some kinds give, and others do not.</summary>
public sealed class AnswerTests : FrontedRegistry
{
    [Fact]
    public async Task A_download_on_which_nothing_comes_any_more_is_repeated()
    {
        var pushed = await PushAsync();
        var silent = new TaskCompletionSource<int>(TaskCreationOptions.RunContinuationsAsynchronously);
        Front.Intercept = async context =>
        {
            if (!context.Request.Path.Value!.Contains("/blobs/") || silent.Task.IsCompleted)
                return false;
            var timeouts = Time.Timeouts;
            context.Response.ContentLength = 1000;
            await context.Response.Body.WriteAsync(new byte[10]);
            await context.Response.Body.FlushAsync();
            silent.SetResult(timeouts);
            await Task.Delay(Timeout.Infinite, context.RequestAborted);
            return true;
        };

        var reading = new BaseImageReader(Client).ReadAsync(pushed.Reference, Platform.Default, Ct);
        var before = await silent.Task.WaitAsync(Eventually.Deadline, Ct);
        // The answer's head may still be on its way, and then no silence is measured yet.
        await Eventually.True(() => Time.Timeouts > before);
        Time.EndTimeouts();

        Assert.Equal("image", (await reading).Config.Variable("SEED"));
        Assert.Contains(Reporter.Notices, notice => notice.Text.Contains("No data was received for 100 s"));
    }

    [Fact]
    public async Task Too_many_requests_are_no_full_registry_whatever_quota_they_exceed()
    {
        Front.Intercept = async context =>
        {
            context.Response.StatusCode = 429;
            await context.Response.WriteAsync(
                """{"errors":[{"code":"TOOMANYREQUESTS","message":"Quota exceeded per minute"}]}"""
            );
            return true;
        };

        var refusal = await Assert.ThrowsAnyAsync<Refusal>(() => Client.PingAsync(Front.Host, Ct));

        Assert.Contains("limits the rate of requests: TOOMANYREQUESTS Quota exceeded", refusal.What);
    }

    [Fact]
    public void The_words_of_a_registry_do_nothing_to_a_terminal() =>
        Assert.Equal(
            ": DENIED  [31mno  way",
            RegistryResponse.Detail("""{"errors":[{"code":"DENIED","message":"\u001b[31mno\r\nway"}]}""")
        );

    [Theory]
    [InlineData(400)]
    [InlineData(404)]
    [InlineData(405)]
    public async Task A_registry_that_cannot_take_over_blobs_gets_them_from_us(int status)
    {
        var pushed = await PushAsync();
        Front.Intercept = context =>
        {
            context.Response.StatusCode = status;
            return Task.FromResult(context.Request.Query.ContainsKey("mount"));
        };

        var copied = await new ImageCopy(Client, Reporter, Time).CopyAsync(
            pushed.Reference,
            new ImageReference(Front.Host, "archive/rating"),
            "1.0.0",
            Ct
        );

        Assert.True(copied.New);
        Assert.True(copied.BytesUploaded > 100_000);
    }

    // Some make repositories with the first push; Amazon's does not.
    [Fact]
    public async Task A_repository_that_must_be_made_first_is_named()
    {
        Front.Intercept = async context =>
        {
            if (context.Request.Method != "POST")
                return false;
            context.Response.StatusCode = 404;
            await context.Response.WriteAsync(
                """{"errors":[{"code":"NAME_UNKNOWN","message":"The repository does not exist"}]}"""
            );
            return true;
        };

        var refusal = await Assert.ThrowsAnyAsync<Refusal>(() => PushAsync());

        Assert.Equal(
            $"The registry {Front.Host} has no such repository: NAME_UNKNOWN The repository does not exist.",
            refusal.What
        );
        Assert.Contains("Create the repository", refusal.Next);
    }

    [Fact]
    public async Task A_registry_that_knows_no_HEAD_is_asked_with_GET()
    {
        var pushed = await PushAsync();
        Front.Intercept = context =>
        {
            context.Response.StatusCode = 405;
            return Task.FromResult(context.Request.Method == "HEAD");
        };

        Assert.Equal(
            pushed.Reference.Digest,
            await Client.FindDigestAsync(pushed.Reference with { Digest = null }, Ct)
        );
        Assert.Null(await Client.FindDigestAsync(new ImageReference(Front.Host, "none", "1.0.0"), Ct));
    }

    [Fact]
    public async Task A_configuration_that_would_fill_the_memory_is_refused()
    {
        Front.Intercept = async context =>
        {
            context.Response.ContentType = "application/vnd.oci.image.manifest.v1+json";
            await context.Response.WriteAsync(
                $$$"""
                {"layers":[],"config":{"size":2000000000,"digest":"sha256:{{{new string('a', 64)}}}"}}
                """
            );
            return true;
        };

        var refusal = await Assert.ThrowsAnyAsync<Refusal>(() =>
            new BaseImageReader(Client).ReadAsync(Repository, Platform.Default, Ct)
        );

        Assert.Contains("it is longer than 8 MiB", refusal.What);
        Assert.DoesNotContain(Front.Requests, request => request.Contains("/blobs/"));
    }

    [Theory]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("""{"config":null,"layers":[null]}""")]
    [InlineData("""{"layers":[],"layers":[]}""")]
    [InlineData("""{"schemaVersion":2,"annotations":{"a":null},"layers":[]}""")]
    public async Task A_manifest_that_is_none_is_refused(string manifest)
    {
        Front.Intercept = async context =>
        {
            context.Response.ContentType = "application/vnd.oci.image.manifest.v1+json";
            await context.Response.WriteAsync(manifest);
            return true;
        };

        var refusal = await Assert.ThrowsAnyAsync<Refusal>(() =>
            new BaseImageReader(Client).ReadAsync(Repository, Platform.Default, Ct)
        );

        Assert.Contains("is invalid", refusal.What);
    }
}
