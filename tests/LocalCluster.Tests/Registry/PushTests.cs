using System.Net;
using System.Text;
using LocalCluster.Tests.Support;

namespace LocalCluster.Tests.Registry;

/// <summary>Push.</summary>
public sealed class PushTests : DistributionTests
{
    private static readonly byte[] s_content = Encoding.UTF8.GetBytes("0123456789");
    private static readonly string s_digest = TestImage.Digest(s_content);

    [Fact]
    public async Task A_blob_is_pushed_whole_in_one_request_or_in_two()
    {
        using var one = await Send(
            "POST",
            $"/v2/one/blobs/uploads/?digest={s_digest}",
            new ByteArrayContent(s_content)
        );
        await PushedAsync("one", one);
        var place = await BeginAsync("two");
        using var two = await Send("PUT", $"{place}?digest={s_digest}", new ByteArrayContent(s_content));
        await PushedAsync("two", two);
    }

    [Fact]
    public async Task A_blob_is_pushed_as_a_stream()
    {
        var place = await BeginAsync("web");
        using var sent = await Send("PATCH", place, new ByteArrayContent(s_content));
        Assert.Equal(HttpStatusCode.Accepted, sent.StatusCode);
        Assert.Equal("0-9", Header(sent, "Range"));
        using var done = await Send("PUT", $"{place}?digest={s_digest}");
        await PushedAsync("web", done);
    }

    [Fact]
    public async Task A_blob_is_pushed_in_chunks_in_their_order()
    {
        var place = await BeginAsync("web");
        Assert.Equal(416, await ChunkAsync(place, s_content[5..], "5-9"));
        Assert.Equal(202, await ChunkAsync(place, s_content[..5], "0-4"));
        Assert.Equal(416, await ChunkAsync(place, s_content[..5], "0-4"));
        Assert.Equal(416, await ChunkAsync(place, s_content[6..], "6-9"));
        Assert.Equal(416, await ChunkAsync(place, s_content[5..], "from five on"));
        using var status = await Send("GET", place);
        Assert.Equal(HttpStatusCode.NoContent, status.StatusCode);
        Assert.Equal(("0-4", place), (Header(status, "Range"), status.Headers.Location!.ToString()));
        using var longer = Chunk(s_content[5..], "5-20");
        Assert.Equal((400, "SIZE_INVALID"), await Error("PATCH", place, longer));
        using var last = Chunk(s_content[5..], "5-9");
        using var done = await Send("PUT", $"{place}?digest={s_digest}", last);
        await PushedAsync("web", done);
        Assert.Equal((404, "BLOB_UPLOAD_UNKNOWN"), await Error("GET", place));
    }

    [Fact]
    public async Task A_blob_is_mounted_from_another_repository_or_uploaded_instead()
    {
        await OwnRegistry.PushAsync(Http, "one", "0123456789");
        using var mounted = await Send("POST", $"/v2/two/blobs/uploads/?mount={s_digest}&from=one");
        await PushedAsync("two", mounted);
        foreach (
            var query in new[]
            {
                $"mount={s_digest}&from=none",
                $"mount={NoSuch}&from=one",
                $"mount={s_digest}",
            }
        )
        {
            using var upload = await Send("POST", $"/v2/three/blobs/uploads/?{query}");
            Assert.Equal(HttpStatusCode.Accepted, upload.StatusCode);
            Assert.StartsWith("/v2/three/blobs/uploads/", upload.Headers.Location!.ToString());
        }
    }

    [Fact]
    public async Task Content_of_another_digest_is_refused_and_forgotten()
    {
        var place = await BeginAsync("web");
        using var content = new ByteArrayContent(s_content);
        Assert.Equal((400, "DIGEST_INVALID"), await Error("PUT", $"{place}?digest=sha256:abc", content));
        using var again = new ByteArrayContent(s_content);
        Assert.Equal((400, "DIGEST_INVALID"), await Error("PUT", $"{place}?digest={NoSuch}", again));
        Assert.Equal((404, "BLOB_UPLOAD_UNKNOWN"), await Error("GET", place));
        using var whole = new ByteArrayContent(s_content);
        Assert.Equal(
            (400, "DIGEST_INVALID"),
            await Error("POST", $"/v2/web/blobs/uploads/?digest={NoSuch}", whole)
        );
        Assert.Equal(404, await Status("HEAD", $"/v2/web/blobs/{s_digest}"));
    }

    [Fact]
    public async Task An_upload_is_cancelled()
    {
        var place = await BeginAsync("web");
        Assert.Equal(204, await Status("DELETE", place));
        Assert.Equal((404, "BLOB_UPLOAD_UNKNOWN"), await Error("DELETE", place));
    }

    [Fact]
    public async Task A_manifest_is_pushed_by_tag_and_by_digest_and_without_layers()
    {
        const string Empty = """{"schemaVersion":2,"layers":[]}""";
        using var tagged = await OwnRegistry.PutAsync(Http, "web", "tag", Empty);
        var digest = TestImage.Digest(Encoding.UTF8.GetBytes(Empty));
        using var pinned = await OwnRegistry.PutAsync(Http, "web", digest, Empty);
        foreach (var answer in new[] { tagged, pinned })
        {
            Assert.Equal(HttpStatusCode.Created, answer.StatusCode);
            Assert.Equal($"/v2/web/manifests/{digest}", answer.Headers.Location!.ToString());
            Assert.Equal(digest, Header(answer, "Docker-Content-Digest"));
        }
    }

    [Theory]
    [InlineData("1", "", 400, "MANIFEST_INVALID")]
    [InlineData("1", "[]", 400, "MANIFEST_INVALID")]
    [InlineData("1", """{"layers":[],"layers":[{}]}""", 400, "MANIFEST_INVALID")]
    [InlineData("1", """{"mediaType":"\ud800"}""", 400, "MANIFEST_INVALID")]
    [InlineData("1", """{"mediaType":"a\nb"}""", 400, "MANIFEST_INVALID")]
    [InlineData("1", """{"subject":{"digest":"a\r\nb: c"}}""", 400, "MANIFEST_INVALID")]
    [InlineData("1", """{"layers":[{"digest":"../../../etc/passwd"}]}""", 400, "MANIFEST_INVALID")]
    [InlineData("1", """{"layers":[{"digest":"<none>"}]}""", 400, "MANIFEST_BLOB_UNKNOWN")]
    [InlineData("1", """{"config":{"digest":"<none>"}}""", 400, "MANIFEST_BLOB_UNKNOWN")]
    [InlineData("1", """{"manifests":[{"digest":"<none>"}]}""", 400, "MANIFEST_BLOB_UNKNOWN")]
    [InlineData("1", """{"layers":[{"digest":"<none>","urls":["https://elsewhere.example"]}]}""", 201, null)]
    [InlineData(".bad", "{}", 400, "MANIFEST_INVALID")]
    [InlineData("<none>", "{}", 400, "DIGEST_INVALID")]
    public async Task A_manifest_is_accepted_if_all_of_it_is_there(
        string reference,
        string manifest,
        int status,
        string? code
    )
    {
        using var answer = await OwnRegistry.PutAsync(
            Http,
            "web",
            reference.Replace("<none>", NoSuch),
            manifest.Replace("<none>", NoSuch)
        );
        Assert.Equal((status, code), await OwnRegistry.ErrorAsync(answer));
    }

    [Fact]
    public async Task A_manifest_that_is_nested_without_end_or_too_large_is_refused()
    {
        var deep = string.Concat(Enumerable.Repeat("{\"a\":", 100_000)) + "1" + new string('}', 100_000);
        using var nested = await OwnRegistry.PutAsync(Http, "web", "1", deep);
        Assert.Equal((400, "MANIFEST_INVALID"), await OwnRegistry.ErrorAsync(nested));
        using var large = await OwnRegistry.PutAsync(Http, "web", "1", new string(' ', (4 << 20) + 1));
        Assert.Equal((413, "SIZE_INVALID"), await OwnRegistry.ErrorAsync(large));
    }

    private async Task<string> BeginAsync(string repository)
    {
        using var begun = await Send("POST", $"/v2/{repository}/blobs/uploads/");
        Assert.Equal(HttpStatusCode.Accepted, begun.StatusCode);
        return begun.Headers.Location!.ToString();
    }

    private async Task<int> ChunkAsync(string place, byte[] content, string range)
    {
        using var answer = await Send("PATCH", place, Chunk(content, range));
        return (int)answer.StatusCode;
    }

    private static ByteArrayContent Chunk(byte[] content, string range)
    {
        var chunk = new ByteArrayContent(content);
        chunk.Headers.TryAddWithoutValidation("Content-Range", range);
        return chunk;
    }

    private async Task PushedAsync(string repository, HttpResponseMessage answer)
    {
        Assert.Equal(HttpStatusCode.Created, answer.StatusCode);
        Assert.Equal($"/v2/{repository}/blobs/{s_digest}", answer.Headers.Location!.ToString());
        Assert.Equal("0123456789", await Text(answer.Headers.Location.ToString()));
    }
}
