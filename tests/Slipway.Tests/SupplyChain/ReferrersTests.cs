using Microsoft.AspNetCore.Http;
using Slipway.Images.Formats;
using Slipway.Images.Registries;
using Slipway.Tests.Images;
using Slipway.Values;

namespace Slipway.Tests.SupplyChain;

public sealed class ReferrersTests : IDisposable
{
    private readonly Workbench _bench = new();

    public void Dispose() => _bench.Dispose();

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task What_is_attached_is_listed_by_type(bool listsReferrers)
    {
        await using var registry = await SomeRegistry.StartAsync(listsReferrers);
        var image = await _bench.PushAsync(registry.Repository("movies/rating"));
        await _bench.AttachAsync(image, "text/plain", "one");
        await _bench.AttachAsync(image, "text/plain", "two");
        await _bench.AttachAsync(image, "text/html", "three");

        Assert.Equal(["one", "three", "two"], await _bench.NotesAsync(image));
        Assert.Equal(["one", "two"], await _bench.NotesAsync(image, "text/plain"));
        Assert.Empty(await _bench.NotesAsync(image, "text/css"));
        Assert.Empty(_bench.Warnings);
        var tag = image with { Digest = null, Tag = Referrers.TagOf(image.Digest!.Value) };
        Assert.Equal(listsReferrers, await _bench.Client.FindDigestAsync(tag, Workbench.Stop) is null);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Attaching_the_same_again_changes_nothing(bool listsReferrers)
    {
        await using var registry = await SomeRegistry.StartAsync(listsReferrers);
        var image = await _bench.PushAsync(registry.Repository("rating"));
        await _bench.AttachAsync(image, "text/plain", "one");
        await _bench.AttachAsync(image, "text/plain", "one");

        Assert.Equal(["one"], await _bench.NotesAsync(image));
    }

    [Fact]
    public async Task Whoever_attaches_at_the_same_time_loses_nothing()
    {
        await using var registry = await SomeRegistry.StartAsync(listsReferrers: false);
        await using var front = await RegistryFront.StartAsync(registry.Host);
        var image = await _bench.PushAsync(new ImageReference(front.Host, "rating"));
        var other = await _bench.UploadAsync(image, "text/plain", "theirs");
        await _bench.AttachAsync(image, "text/plain", "first");
        var tag = Referrers.TagOf(image.Digest!.Value);
        var list = await _bench.Client.FindManifestAsync(
            image with
            {
                Digest = null,
                Tag = tag,
            },
            Workbench.Stop
        );
        var overwritten = 0;
        front.Intercept = async context =>
        {
            // Right after our list was written comes somebody who had read the one before it.
            if (
                context.Request.Method != "PUT"
                || !context.Request.Path.Value!.EndsWith(tag)
                || Interlocked.Increment(ref overwritten) > 1
            )
                return false;
            await front.PassOnAsync(context, context.Request.Body, context.Request.ContentLength);
            using var http = new HttpClient(new SocketsHttpHandler { UseProxy = false });
            await PutAsync(
                http,
                registry,
                other.Descriptor.Digest.ToString(),
                other.Bytes,
                MediaTypes.Manifest
            );
            var theirs = ReferrerIndex.With(ReferrerIndex.Parse(list!.Bytes.Span), other);
            await PutAsync(http, registry, tag, theirs, MediaTypes.Index);
            return true;
        };

        await _bench.AttachAsync(image, "text/plain", "ours");

        Assert.Equal(["first", "ours", "theirs"], await _bench.NotesAsync(image));
    }

    [Fact]
    public async Task A_list_that_lies_is_seen_through()
    {
        await using var registry = await SomeRegistry.StartAsync(listsReferrers: false);
        var (image, other) = (
            await _bench.PushAsync(registry.Repository("rating")),
            await _bench.PushAsync(registry.Repository("rating"), "other", "2.0.0")
        );
        var own = await _bench.AttachAsync(image, "text/plain", "own");
        var foreign = await _bench.AttachAsync(other, "text/plain", "foreign");
        var list = ReferrerIndex.With([], own);
        list = ReferrerIndex.With(ReferrerIndex.Parse(list), foreign);
        var tag = image with { Digest = null, Tag = Referrers.TagOf(image.Digest!.Value) };
        await _bench.Client.PutManifestAsync(tag, list, MediaTypes.Index, Workbench.Stop);

        Assert.Equal(["own"], await _bench.NotesAsync(image));
        Assert.Contains(
            $"{foreign.Descriptor.Digest} is listed as attached to {image.Digest}, but is not; skipped.",
            Assert.Single(_bench.Warnings)
        );
    }

    [Theory]
    [InlineData("""{"manifests":[{"digest":"sha256:12","size":2}]}""", "answer is invalid")]
    [InlineData("""{"manifests":7}""", "answer is invalid")]
    [InlineData("no json", "answer is invalid")]
    public async Task A_list_that_makes_no_sense_is_refused(string list, string expected)
    {
        await using var registry = await SomeRegistry.StartAsync(listsReferrers: true);
        await using var front = await RegistryFront.StartAsync(registry.Host);
        var image = await _bench.PushAsync(new ImageReference(front.Host, "rating"));
        front.Intercept = context => AnswerAsync(context, list);

        var refusal = await Assert.ThrowsAnyAsync<Refusal>(() => _bench.NotesAsync(image));

        Assert.Contains(expected, refusal.What);
        Assert.Contains(image.Name, refusal.Where);
    }

    [Fact]
    public async Task Every_page_of_a_list_is_read()
    {
        await using var registry = await SomeRegistry.StartAsync(listsReferrers: true);
        await using var front = await RegistryFront.StartAsync(registry.Host);
        var image = await _bench.PushAsync(new ImageReference(front.Host, "rating"));
        var one = await _bench.AttachAsync(image, "text/plain", "one");
        var two = await _bench.AttachAsync(image, "text/plain", "two");
        front.Intercept = context =>
        {
            var isSecond = context.Request.Query.ContainsKey("page");
            if (!isSecond)
                context.Response.Headers.Link = $"<{context.Request.Path}?page=2>; rel=\"next\"";
            var page = ReferrerIndex.With([], isSecond ? two : one);
            return AnswerAsync(context, System.Text.Encoding.UTF8.GetString(page));
        };

        Assert.Equal(["one", "two"], await _bench.NotesAsync(image));
    }

    [Fact]
    public async Task A_list_without_an_end_is_given_up()
    {
        await using var registry = await SomeRegistry.StartAsync(listsReferrers: true);
        await using var front = await RegistryFront.StartAsync(registry.Host);
        var image = await _bench.PushAsync(new ImageReference(front.Host, "rating"));
        front.Intercept = context =>
        {
            context.Response.Headers.Link = $"<{context.Request.Path}?again>; rel=\"next\"";
            return AnswerAsync(context, """{"manifests":[]}""");
        };

        var refusal = await Assert.ThrowsAnyAsync<Refusal>(() => _bench.NotesAsync(image));

        Assert.Contains("never ends", refusal.What);
    }

    [Theory]
    [InlineData(413, "DENIED", "too large", "rejected the upload as too large")]
    [InlineData(507, "QUOTA", "full", "is out of space: QUOTA full")]
    public async Task An_attachment_that_the_registry_does_not_take_is_refused_with_its_reason(
        int status,
        string code,
        string message,
        string expected
    )
    {
        await using var registry = await SomeRegistry.StartAsync(listsReferrers: false);
        await using var front = await RegistryFront.StartAsync(registry.Host);
        var image = await _bench.PushAsync(new ImageReference(front.Host, "rating"));
        front.Intercept = async context =>
        {
            if (context.Request.Method != "PUT" || !context.Request.Path.Value!.Contains("/manifests/"))
                return false;
            context.Response.StatusCode = status;
            await context.Response.WriteAsJsonAsync(new { errors = new[] { new { code, message } } });
            return true;
        };

        var refusal = await Assert.ThrowsAnyAsync<Refusal>(() =>
            _bench.AttachAsync(image, "text/plain", "one")
        );

        Assert.Contains(expected, refusal.What);
        front.Intercept = _ => Task.FromResult(false);
        Assert.Empty(await _bench.NotesAsync(image));
    }

    private static async Task<bool> AnswerAsync(HttpContext context, string list)
    {
        if (!context.Request.Path.Value!.Contains("/referrers/"))
            return false;
        context.Response.ContentType = MediaTypes.Index;
        await context.Response.WriteAsync(list);
        return true;
    }

    private static async Task PutAsync(
        HttpClient http,
        SomeRegistry registry,
        string reference,
        ReadOnlyMemory<byte> bytes,
        string mediaType
    )
    {
        using var content = new ReadOnlyMemoryContent(bytes);
        content.Headers.ContentType = new(mediaType);
        using var answer = await http.PutAsync(
            $"http://{registry.Host}/v2/rating/manifests/{reference}",
            content,
            Workbench.Stop
        );
        answer.EnsureSuccessStatusCode();
    }
}
