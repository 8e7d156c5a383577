using System.Text;
using Microsoft.AspNetCore.Http;
using Slipway.Images.Bases;
using Slipway.Images.Formats;
using Slipway.Images.Registries;
using Slipway.Values;

namespace Slipway.Tests.Images;

public sealed class RegistryFaultTests : FrontedRegistry
{
    [Fact]
    public async Task A_throttled_request_is_repeated_when_the_registry_says_so()
    {
        var throttled = 0;
        Front.Intercept = context =>
        {
            if (context.Request.Method != "POST" || Interlocked.Increment(ref throttled) > 1)
                return Task.FromResult(false);
            context.Response.StatusCode = 429;
            context.Response.Headers.RetryAfter = "7";
            return Task.FromResult(true);
        };

        await PushAsync();

        Assert.Contains(TimeSpan.FromSeconds(7), Time.Waits);
    }

    [Fact]
    public async Task A_cut_upload_goes_on_from_where_it_broke_off()
    {
        var upload = new CutUpload(Front, cutAt: 600_000, remembers: true);
        Front.Intercept = upload.HandleAsync;

        await PushAsync();

        Assert.Equal(1, upload.Cuts);
        Assert.Equal(["600000-999999"], upload.Ranges);
    }

    [Fact]
    public async Task A_cut_upload_that_the_registry_forgot_begins_again()
    {
        var upload = new CutUpload(Front, cutAt: 600_000, remembers: false);
        Front.Intercept = upload.HandleAsync;

        await PushAsync();

        Assert.Equal(1, upload.Cuts);
        Assert.Empty(upload.Ranges);
    }

    [Fact]
    public async Task A_manifest_whose_parts_are_not_found_for_a_moment_is_sent_again()
    {
        var refused = 0;
        Front.Intercept = async context =>
        {
            if (
                context.Request.Method != "PUT"
                || !context.Request.Path.Value!.Contains("/manifests/")
                || refused == 2
            )
                return false;
            refused++;
            context.Response.StatusCode = 400;
            await context.Response.WriteAsync(
                """{"errors":[{"code":"MANIFEST_BLOB_UNKNOWN","message":"blob unknown to registry"}]}"""
            );
            return true;
        };

        Assert.True((await PushAsync()).New);

        Assert.Equal(2, refused);
    }

    [Fact]
    public async Task What_is_too_large_for_one_request_goes_in_chunks()
    {
        var chunks = 0;
        Front.Intercept = context =>
        {
            if (context.Request.Method == "PATCH")
                Interlocked.Increment(ref chunks);
            if (context.Request.ContentLength is not > 500_000)
                return Task.FromResult(false);
            context.Response.StatusCode = 413;
            return Task.FromResult(true);
        };

        await PushAsync();

        Assert.Equal(3, chunks);
    }

    [Fact]
    public async Task A_registry_that_accepts_parts_and_keeps_none_is_given_up()
    {
        Front.Intercept = context =>
        {
            context.Response.StatusCode = context.Request.Method == "PUT" ? 413 : 202;
            context.Response.Headers["Range"] = "0-0";
            return Task.FromResult(context.Request.Method is "PUT" or "PATCH");
        };

        var refusal = await Assert.ThrowsAnyAsync<Refusal>(() => PushAsync());

        Assert.Contains("it accepted part of an upload but did not keep it", refusal.What);
    }

    [Theory]
    [InlineData(507, "QUOTA", "full", "is out of space: QUOTA full")]
    [InlineData(500, "UNKNOWN", "no space left on device", "is out of space: UNKNOWN no space")]
    [InlineData(500, "UNKNOWN", "out of order", "answered 500 InternalServerError: UNKNOWN out of order")]
    [InlineData(403, "DENIED", "read only", "denied access: DENIED read only")]
    public async Task A_registry_that_does_not_take_a_blob_is_named_with_its_reason(
        int status,
        string code,
        string message,
        string expected
    )
    {
        Front.Intercept = async context =>
        {
            if (context.Request.Method != "PUT")
                return false;
            context.Response.StatusCode = status;
            await context.Response.WriteAsJsonAsync(new { errors = new[] { new { code, message } } });
            return true;
        };

        var refusal = await Assert.ThrowsAnyAsync<Refusal>(() => PushAsync());

        Assert.Contains(expected, refusal.What);
        Assert.Contains(Front.Host, refusal.Where);
    }

    [Fact]
    public async Task Changed_content_is_never_accepted()
    {
        var pushed = await PushAsync();
        Front.Intercept = async context =>
        {
            if (context.Request.Method != "GET" || !context.Request.Path.Value!.Contains("/blobs/"))
                return false;
            await context.Response.Body.WriteAsync(Encoding.UTF8.GetBytes("""{"config":{"User":"root"}}"""));
            return true;
        };

        var refusal = await Assert.ThrowsAnyAsync<Refusal>(() =>
            new BaseImageReader(Client).ReadAsync(pushed.Reference, Platform.Default, Ct)
        );

        Assert.Contains("received content does not match the request", refusal.What);
        Assert.Contains(Image.Blobs[0].Descriptor.Digest.ToString(), refusal.What);
    }

    [Fact]
    public async Task A_manifest_that_is_not_what_its_digest_says_is_never_accepted()
    {
        var pushed = await PushAsync();
        Front.Intercept = async context =>
        {
            if (context.Request.Method != "GET" || !context.Request.Path.Value!.Contains("/manifests/"))
                return false;
            await context.Response.Body.WriteAsync(Image.Manifest[..^2]);
            return true;
        };

        var refusal = await Assert.ThrowsAnyAsync<Refusal>(() =>
            new BaseImageReader(Client).ReadAsync(pushed.Reference, Platform.Default, Ct)
        );

        Assert.Contains("received content does not match the request", refusal.What);
        Assert.Contains(Image.Digest.ToString(), refusal.What);
        Assert.Equal(pushed.Reference.ToString(), refusal.Where);
    }

    [Fact]
    public async Task A_registry_that_finds_even_a_part_too_large_is_named_with_its_limit()
    {
        Front.Intercept = context =>
        {
            if (context.Request.ContentLength is not > 100_000)
                return Task.FromResult(false);
            context.Response.StatusCode = 413;
            return Task.FromResult(true);
        };

        var refusal = await Assert.ThrowsAnyAsync<Refusal>(() => PushAsync());

        Assert.Contains(
            $"The registry {Front.Host} rejected the upload as too large, even in chunks",
            refusal.What
        );
        Assert.Contains("client_max_body_size", refusal.Next);
        Assert.Null(await Client.FindDigestAsync(Version, Ct));
    }

    [Fact]
    public async Task A_cut_download_is_repeated()
    {
        var pushed = await PushAsync();
        var cuts = 0;
        Front.Intercept = async context =>
        {
            if (
                context.Request.Method != "GET"
                || !context.Request.Path.Value!.Contains("/blobs/")
                || cuts++ > 0
            )
                return false;
            context.Response.ContentLength = 1000;
            await context.Response.Body.WriteAsync(new byte[10]);
            await context.Response.Body.FlushAsync();
            context.Abort();
            return true;
        };

        var image = await new BaseImageReader(Client).ReadAsync(pushed.Reference, Platform.Default, Ct);

        Assert.Equal("image", image.Config.Variable("SEED"));
        Assert.Equal(2, cuts);
    }

    [Fact]
    public async Task A_registry_that_nobody_runs_is_named()
    {
        using var port = new LoopbackPort();
        var host = port.Address;

        var refusal = await Assert.ThrowsAnyAsync<Refusal>(() => Client.PingAsync(host, Ct));

        Assert.StartsWith($"The registry {host} cannot be reached: ", refusal.What);
        Assert.Equal(Outcome.Refused, refusal.Outcome);
    }

    [Fact]
    public async Task An_unknown_base_image_is_named()
    {
        var image = Registry.Repository("dotnet/aspnet") with { Tag = "11.0" };

        var refusal = await Assert.ThrowsAnyAsync<Refusal>(() =>
            new BaseImageReader(Client).ReadAsync(image, Platform.Default, Ct)
        );

        Assert.Equal($"Base image {image} not found.", refusal.What);
    }

    [Fact]
    public async Task No_more_blobs_travel_at_once_than_allowed()
    {
        using var client = new RegistryClient(
            Reporter,
            TimeProvider.System,
            new RegistryOptions { ParallelUploads = 2 }
        );
        var (now, most) = (0, 0);
        var pairs = new Meeting();
        Front.Intercept = async context =>
        {
            if (context.Request.Method == "POST")
                InterlockedMax(ref most, Interlocked.Increment(ref now));
            if (context.Request.Method != "PUT")
                return false;
            var body = new MemoryStream();
            await context.Request.Body.CopyToAsync(body);
            body.Position = 0;
            await pairs.MeetAsync();
            // Before the answer, upon which the next one may set out.
            Interlocked.Decrement(ref now);
            await Front.PassOnAsync(context, body, body.Length);
            return true;
        };
        var repository = new ImageReference(Front.Host, "many");

        await Task.WhenAll(
            Enumerable
                .Range(0, 12)
                .Select(i =>
                {
                    var file = Folder.Write($"blob{i}", new string('x', 1000 + i));
                    var blob = new Descriptor("text/plain", Digest.Of(File.ReadAllBytes(file)), 1000 + i);
                    return client.UploadBlobAsync(repository, blob, _ => Task.FromResult(file), null, Ct);
                })
        );

        Assert.Equal(2, most);
    }

    /// <summary>Whoever comes waits for another one, so that the two are there at the same time.</summary>
    private sealed class Meeting
    {
        private readonly Lock _gate = new();
        private TaskCompletionSource? _waiting;

        public Task MeetAsync()
        {
            lock (_gate)
            {
                if (_waiting is { } other)
                {
                    _waiting = null;
                    other.SetResult();
                    return Task.CompletedTask;
                }
                _waiting = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
                return _waiting.Task.WaitAsync(Eventually.Deadline, Ct);
            }
        }
    }

    private static void InterlockedMax(ref int target, int value)
    {
        for (var seen = target; value > seen; seen = target)
            Interlocked.CompareExchange(ref target, value, seen);
    }
}
