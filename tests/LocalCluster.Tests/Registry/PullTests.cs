using System.Net;
using System.Net.Http.Headers;
using LocalCluster.Tests.Support;

namespace LocalCluster.Tests.Registry;

/// <summary>Pull.</summary>
public sealed class PullTests : DistributionTests
{
    [Fact]
    public async Task What_was_pushed_is_pulled_by_tag_and_by_digest()
    {
        var digest = await new TestImage([TestImage.File("a", "x")]).Push(Http, "team/web", "1.0");
        foreach (var reference in new[] { "1.0", digest })
        {
            using var head = await Send("HEAD", $"/v2/team/web/manifests/{reference}");
            using var get = await Send("GET", $"/v2/team/web/manifests/{reference}");
            var content = await get.Content.ReadAsByteArrayAsync(Cancellation);
            Assert.Equal(digest, TestImage.Digest(content));
            Assert.Equal(content.Length, head.Content.Headers.ContentLength);
            foreach (var answer in new[] { head, get })
            {
                Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
                Assert.Equal(digest, Header(answer, "Docker-Content-Digest"));
                Assert.Equal(
                    "application/vnd.oci.image.manifest.v1+json",
                    answer.Content.Headers.ContentType!.MediaType
                );
            }
        }
    }

    [Fact]
    public async Task A_blob_is_pulled_whole_and_in_part()
    {
        var digest = await OwnRegistry.PushAsync(Http, "web", "0123456789");
        using var head = await Send("HEAD", $"/v2/web/blobs/{digest}");
        Assert.Equal(10, head.Content.Headers.ContentLength);
        Assert.Equal(digest, Header(head, "Docker-Content-Digest"));
        Assert.Equal("0123456789", await Text($"/v2/web/blobs/{digest}"));

        using var part = await Range(digest, new RangeHeaderValue(2, 5));
        Assert.Equal(HttpStatusCode.PartialContent, part.StatusCode);
        Assert.Equal("bytes 2-5/10", part.Content.Headers.ContentRange!.ToString());
        Assert.Equal("2345", await part.Content.ReadAsStringAsync(Cancellation));
        using var tail = await Range(digest, new RangeHeaderValue(null, 3));
        Assert.Equal("789", await tail.Content.ReadAsStringAsync(Cancellation));
        using var beyond = await Range(digest, new RangeHeaderValue(10, 12));
        Assert.Equal(HttpStatusCode.RequestedRangeNotSatisfiable, beyond.StatusCode);
    }

    [Theory]
    [InlineData("manifests/nosuch", "MANIFEST_UNKNOWN")]
    [InlineData("manifests/.INVALID_MANIFEST_NAME", "MANIFEST_UNKNOWN")]
    [InlineData("manifests/" + NoSuch, "MANIFEST_UNKNOWN")]
    [InlineData("blobs/" + NoSuch, "BLOB_UNKNOWN")]
    public async Task What_is_not_there_is_not_found(string path, string code)
    {
        await OwnRegistry.PushAsync(Http, "web", "x");
        foreach (var repository in new[] { "web", "nosuch" })
        {
            Assert.Equal((404, code), await Error("GET", $"/v2/{repository}/{path}"));
            Assert.Equal((404, null), await Error("HEAD", $"/v2/{repository}/{path}"));
        }
    }

    [Fact]
    public async Task A_blob_of_one_repository_is_not_one_of_another()
    {
        var digest = await OwnRegistry.PushAsync(Http, "one", "x");
        Assert.Equal((404, "BLOB_UNKNOWN"), await Error("GET", $"/v2/two/blobs/{digest}"));
    }

    private Task<HttpResponseMessage> Range(string digest, RangeHeaderValue range)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, $"/v2/web/blobs/{digest}");
        request.Headers.Range = range;
        return Http.SendAsync(request, Cancellation);
    }
}
