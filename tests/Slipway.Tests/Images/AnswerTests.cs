using Microsoft.AspNetCore.Http;
using Slipway.Images;
using Slipway.Images.Registries;
using Slipway.Values;

namespace Slipway.Tests.Images;

/// <summary>Answers that registries of some kinds give, and others do not.</summary>
public sealed class AnswerTests : IDisposable
{
    private readonly CancellationToken _ct = TestContext.Current.CancellationToken;
    private readonly TemporaryFolder _folder = new();
    private readonly CollectingReporter _reporter = new();
    private readonly EagerTime _time = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_download_on_which_nothing_comes_any_more_is_repeated()
    {
        await using var registry = await RealRegistry.StartAsync();
        await using var front = await RegistryFront.StartAsync(registry.Host);
        var time = new ManualTime();
        using var client = new RegistryClient(_reporter, time);
        var pushed = await PushAsync(client, front.Host);
        var silent = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        front.Intercept = async context =>
        {
            if (!context.Request.Path.Value!.Contains("/blobs/") || silent.Task.IsCompleted)
                return false;
            context.Response.ContentLength = 1000;
            await context.Response.Body.WriteAsync(new byte[10]);
            await context.Response.Body.FlushAsync();
            silent.SetResult();
            await Task.Delay(Timeout.Infinite, context.RequestAborted);
            return true;
        };

        var reading = new BaseImageReader(client).ReadAsync(pushed.Reference, Platform.Default, _ct);
        await silent.Task.WaitAsync(Eventually.Deadline, _ct);
        // The answer's head may still be on its way, and then no silence is measured yet.
        await Eventually.True(() =>
        {
            time.Advance(TimeSpan.FromSeconds(20));
            return reading.IsCompleted;
        });

        Assert.Equal("image", (await reading).Config.Variable("SEED"));
        Assert.Contains(_reporter.Notices, notice => notice.Text.Contains("Nothing came for 100 s"));
    }

    [Fact]
    public async Task Too_many_requests_are_no_full_registry_whatever_quota_they_exceed()
    {
        await using var registry = await RealRegistry.StartAsync();
        await using var front = await RegistryFront.StartAsync(registry.Host);
        using var client = new RegistryClient(_reporter, _time);
        front.Intercept = async context =>
        {
            context.Response.StatusCode = 429;
            await context.Response.WriteAsync(
                """{"errors":[{"code":"TOOMANYREQUESTS","message":"Quota exceeded for requests per minute"}]}""");
            return true;
        };

        var refusal = await Assert.ThrowsAnyAsync<Refusal>(() => client.PingAsync(front.Host, _ct));

        Assert.Contains("answered 429 TooManyRequests: TOOMANYREQUESTS Quota exceeded", refusal.What);
    }

    [Theory]
    [InlineData(400)]
    [InlineData(404)]
    [InlineData(405)]
    public async Task A_registry_that_cannot_take_over_blobs_gets_them_from_us(int status)
    {
        await using var registry = await RealRegistry.StartAsync();
        await using var front = await RegistryFront.StartAsync(registry.Host);
        using var client = new RegistryClient(_reporter, _time);
        var pushed = await PushAsync(client, front.Host);
        front.Intercept = context =>
        {
            context.Response.StatusCode = status;
            return Task.FromResult(context.Request.Query.ContainsKey("mount"));
        };

        var copied = await new ImageCopy(client, _reporter, _time).CopyAsync(
            pushed.Reference, new ImageReference(front.Host, "archive/rating"), "1.0.0", _ct);

        Assert.True(copied.New);
        Assert.True(copied.BytesUploaded > 100_000);
    }

    // Some make repositories with the first push; Amazon's does not.
    [Fact]
    public async Task A_repository_that_must_be_made_first_is_named()
    {
        await using var registry = await RealRegistry.StartAsync();
        await using var front = await RegistryFront.StartAsync(registry.Host);
        using var client = new RegistryClient(_reporter, _time);
        front.Intercept = async context =>
        {
            if (context.Request.Method != "POST")
                return false;
            context.Response.StatusCode = 404;
            await context.Response.WriteAsync(
                """{"errors":[{"code":"NAME_UNKNOWN","message":"The repository does not exist"}]}""");
            return true;
        };

        var refusal = await Assert.ThrowsAnyAsync<Refusal>(() => PushAsync(client, front.Host));

        Assert.Equal(
            $"The registry {front.Host} has no such repository: NAME_UNKNOWN The repository does not exist.",
            refusal.What);
        Assert.Contains("Make the repository", refusal.Next);
    }

    [Fact]
    public async Task A_registry_that_knows_no_HEAD_is_asked_with_GET()
    {
        await using var registry = await RealRegistry.StartAsync();
        await using var front = await RegistryFront.StartAsync(registry.Host);
        using var client = new RegistryClient(_reporter, _time);
        var pushed = await PushAsync(client, front.Host);
        front.Intercept = context =>
        {
            context.Response.StatusCode = 405;
            return Task.FromResult(context.Request.Method == "HEAD");
        };

        Assert.Equal(
            pushed.Reference.Digest, await client.FindDigestAsync(pushed.Reference with { Digest = null }, _ct));
        Assert.Null(await client.FindDigestAsync(new ImageReference(front.Host, "none", "1.0.0"), _ct));
    }

    [Fact]
    public async Task A_configuration_that_would_fill_the_memory_is_refused()
    {
        await using var registry = await RealRegistry.StartAsync();
        await using var front = await RegistryFront.StartAsync(registry.Host);
        using var client = new RegistryClient(_reporter, _time);
        front.Intercept = async context =>
        {
            context.Response.ContentType = "application/vnd.oci.image.manifest.v1+json";
            await context.Response.WriteAsync($$$"""
                {"layers":[],"config":{"size":2000000000,"digest":"sha256:{{{new string('a', 64)}}}"}}
                """);
            return true;
        };
        var image = new ImageReference(front.Host, "movies/rating", "1.0.0");

        var refusal = await Assert.ThrowsAnyAsync<Refusal>(
            () => new BaseImageReader(client).ReadAsync(image, Platform.Default, _ct));

        Assert.Contains("it is longer than 8 MiB", refusal.What);
        Assert.DoesNotContain(front.Requests, request => request.Contains("/blobs/"));
    }

    [Theory]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("""{"config":null,"layers":[null]}""")]
    [InlineData("""{"layers":[],"layers":[]}""")]
    [InlineData("""{"schemaVersion":2,"annotations":{"a":null},"layers":[]}""")]
    public async Task A_manifest_that_is_none_is_refused(string manifest)
    {
        await using var registry = await RealRegistry.StartAsync();
        await using var front = await RegistryFront.StartAsync(registry.Host);
        using var client = new RegistryClient(_reporter, _time);
        front.Intercept = async context =>
        {
            context.Response.ContentType = "application/vnd.oci.image.manifest.v1+json";
            await context.Response.WriteAsync(manifest);
            return true;
        };
        var image = new ImageReference(front.Host, "movies/rating", "1.0.0");

        var refusal = await Assert.ThrowsAnyAsync<Refusal>(
            () => new BaseImageReader(client).ReadAsync(image, Platform.Default, _ct));

        Assert.Contains("cannot be understood", refusal.What);
    }

    private Task<PushedImage> PushAsync(RegistryClient client, string host) =>
        new ImagePush(client, _reporter, TimeProvider.System).PushAsync(
            SampleImage.Create(_folder, "image"), new ImageReference(host, "movies/rating"), "1.0.0", _ct);
}
