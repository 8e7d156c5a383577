using LocalCluster.Tests.Support;

namespace LocalCluster.Tests.Registry;

/// <summary>Content management, and what is not there or not allowed.</summary>
public sealed class ManagementTests : DistributionTests
{
    [Fact]
    public async Task A_tag_is_deleted_alone_and_a_manifest_with_its_tags()
    {
        var digest = await new TestImage([TestImage.File("a", "x")]).Push(Http, "web", "one");
        (await OwnRegistry.PutAsync(Http, "web", "two", await Text("/v2/web/manifests/one"))).Dispose();
        Assert.Equal(202, await Status("DELETE", "/v2/web/manifests/one"));
        Assert.Equal((404, "MANIFEST_UNKNOWN"), await Error("GET", "/v2/web/manifests/one"));
        Assert.Equal(200, await Status("GET", $"/v2/web/manifests/{digest}"));
        Assert.Equal(202, await Status("DELETE", $"/v2/web/manifests/{digest}"));
        Assert.Equal((404, "MANIFEST_UNKNOWN"), await Error("GET", "/v2/web/manifests/two"));
        Assert.Equal("""{"name":"web","tags":[]}""", await Text("/v2/web/tags/list"));
    }

    [Fact]
    public async Task A_blob_is_deleted_from_one_repository_alone()
    {
        var digest = await OwnRegistry.PushAsync(Http, "one", "x");
        await OwnRegistry.PushAsync(Http, "two", "x");
        Assert.Equal(202, await Status("DELETE", $"/v2/one/blobs/{digest}"));
        Assert.Equal((404, "BLOB_UNKNOWN"), await Error("GET", $"/v2/one/blobs/{digest}"));
        Assert.Equal("x", await Text($"/v2/two/blobs/{digest}"));
    }

    [Theory]
    [InlineData("DELETE", "/v2/nosuch/manifests/1", 404, "MANIFEST_UNKNOWN")]
    [InlineData("DELETE", "/v2/nosuch/manifests/" + NoSuch, 404, "MANIFEST_UNKNOWN")]
    [InlineData("DELETE", "/v2/nosuch/manifests/.bad", 404, "MANIFEST_UNKNOWN")]
    [InlineData("DELETE", "/v2/nosuch/blobs/" + NoSuch, 404, "BLOB_UNKNOWN")]
    [InlineData(
        "DELETE",
        "/v2/nosuch/blobs/uploads/0123456789abcdef0123456789abcdef",
        404,
        "BLOB_UPLOAD_UNKNOWN"
    )]
    [InlineData("PATCH", "/v2/nosuch/blobs/uploads/..%2F..%2Fx", 404, "BLOB_UPLOAD_UNKNOWN")]
    [InlineData("GET", "/v2/web/blobs/sha256:abc", 400, "DIGEST_INVALID")]
    [InlineData("GET", "/v2/web/blobs/" + NoSuch + "%0A", 400, "DIGEST_INVALID")]
    [InlineData("PUT", "/v2//manifests/x", 400, "NAME_INVALID")]
    [InlineData("GET", "/v2//manifests/x", 400, "NAME_INVALID")]
    [InlineData("GET", "/v2//tags/list", 400, "NAME_INVALID")]
    [InlineData("POST", "/v2//blobs/uploads/", 400, "NAME_INVALID")]
    [InlineData("GET", "/v2/UPPER/tags/list", 400, "NAME_INVALID")]
    [InlineData("PUT", "/v2/web%0A/manifests/1", 400, "NAME_INVALID")]
    [InlineData("PUT", "/v2/a%2F..%2F..%2Fb/manifests/1", 400, "NAME_INVALID")]
    [InlineData("GET", "/v2/web/nothing", 404, "UNSUPPORTED")]
    [InlineData("GET", "/v2/x", 404, "UNSUPPORTED")]
    [InlineData("GET", "/", 404, "UNSUPPORTED")]
    [InlineData("GET", "/v1/repositories", 404, "UNSUPPORTED")]
    [InlineData("POST", "/token", 405, "UNSUPPORTED")]
    [InlineData("POST", "/v2/", 405, "UNSUPPORTED")]
    [InlineData("DELETE", "/v2/_catalog", 405, "UNSUPPORTED")]
    [InlineData("DELETE", "/v2/web/tags/list", 405, "UNSUPPORTED")]
    [InlineData("PUT", "/v2/web/blobs/" + NoSuch, 405, "UNSUPPORTED")]
    [InlineData("GET", "/v2/web/blobs/uploads/", 405, "UNSUPPORTED")]
    [InlineData("PURGE", "/v2/web/manifests/1", 405, "UNSUPPORTED")]
    public async Task What_cannot_be_done_is_answered_with_the_specifications_code(
        string method,
        string path,
        int status,
        string code
    )
    {
        Assert.Equal((status, code), await Error(method, path));
        using var answer = await Send(method, path);
        Assert.Equal(status == 405, answer.Content.Headers.Allow.Count > 0);
    }

    [Fact]
    public async Task Requests_for_the_same_manifest_at_once_do_not_disturb_each_other()
    {
        var digest = await new TestImage([TestImage.File("a", "x")]).Push(Http, "web", "one");
        var manifest = await Text($"/v2/web/manifests/{digest}");
        await Parallel.ForAsync(0, 200, Cancellation, async (i, _) =>
        {
            using var answer = (i % 3) switch
            {
                0 => await OwnRegistry.PutAsync(Http, "web", "one", manifest),
                1 => await Send("DELETE", $"/v2/web/manifests/{digest}"),
                _ => await Send("GET", "/v2/web/manifests/one"),
            };
            Assert.Contains((int)answer.StatusCode, new[] { 200, 201, 202, 404 });
        });
    }
}
