using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using LocalCluster.Objects;
using LocalCluster.Registry;
using LocalCluster.Tests.Support;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;

namespace LocalCluster.Tests.Registry;

public sealed class RegistryTests : IAsyncLifetime
{
    private readonly TemporaryFolder _folder = new();
    private WebApplication _server = null!;
    private HttpClient _http = null!;

    public async ValueTask InitializeAsync()
    {
        _server = RegistryServer.Build(new IPEndPoint(IPAddress.Loopback, 0), _folder.Path, _ => { });
        await _server.StartAsync();
        var address = _server
            .Services.GetRequiredService<IServer>()
            .Features.Get<IServerAddressesFeature>()!
            .Addresses.Single();
        _http = new HttpClient { BaseAddress = new Uri(address) };
    }

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await _server.DisposeAsync();
        _folder.Dispose();
    }

    [Fact]
    public async Task What_was_pushed_can_be_pulled_by_tag_and_by_digest()
    {
        var digest = await new TestImage([TestImage.File("a", "x")]).Push(_http, "team/web", "1.0");
        foreach (var reference in new[] { "1.0", digest })
        {
            using var response = await _http.GetAsync($"/v2/team/web/manifests/{reference}", Cancellation);
            Assert.Equal(digest, response.Headers.GetValues("Docker-Content-Digest").Single());
            Assert.Equal(
                "application/vnd.oci.image.manifest.v1+json",
                response.Content.Headers.ContentType!.MediaType
            );
            Assert.Equal(digest, TestImage.Digest(await response.Content.ReadAsByteArrayAsync(Cancellation)));
        }
        Assert.Equal(
            """{"name":"team/web","tags":["1.0"]}""",
            await _http.GetStringAsync("/v2/team/web/tags/list", Cancellation)
        );
        Assert.Equal(
            """{"repositories":["team/web"]}""",
            await _http.GetStringAsync("/v2/_catalog", Cancellation)
        );
    }

    [Fact]
    public async Task A_cut_upload_is_resumed_where_it_ended()
    {
        var content = Encoding.UTF8.GetBytes("0123456789");
        var place = (await _http.PostAsync("/v2/web/blobs/uploads/", null, Cancellation)).Headers.Location!;
        await Chunk(place, content[..4], "0-3");
        Assert.Equal(
            HttpStatusCode.RequestedRangeNotSatisfiable,
            (await Chunk(place, content[6..], "6-9")).StatusCode
        );
        var status = await _http.GetAsync(place, Cancellation);
        Assert.Equal(HttpStatusCode.NoContent, status.StatusCode);
        Assert.Equal("0-3", status.Headers.GetValues("Range").Single());
        await Chunk(place, content[4..], "4-9");
        var digest = TestImage.Digest(content);
        using var done = await _http.PutAsync($"{place}?digest={digest}", null, Cancellation);
        Assert.Equal(HttpStatusCode.Created, done.StatusCode);
        using var part = new HttpRequestMessage(HttpMethod.Get, $"/v2/web/blobs/{digest}");
        part.Headers.Range = new RangeHeaderValue(2, 5);
        using var answer = await _http.SendAsync(part, Cancellation);
        Assert.Equal(HttpStatusCode.PartialContent, answer.StatusCode);
        Assert.Equal("2345", await answer.Content.ReadAsStringAsync(Cancellation));
    }

    [Fact]
    public async Task Content_with_another_digest_is_refused()
    {
        using var response = await _http.PostAsync(
            $"/v2/web/blobs/uploads/?digest=sha256:{new string('0', 64)}",
            new StringContent("x"),
            Cancellation
        );
        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Equal("DIGEST_INVALID", Code(await response.Content.ReadAsStringAsync(Cancellation)));
    }

    [Theory]
    [InlineData(
        "GET",
        "/v2/web/blobs/sha256:0000000000000000000000000000000000000000000000000000000000000000",
        404,
        "BLOB_UNKNOWN"
    )]
    [InlineData("GET", "/v2/web/manifests/nosuch", 404, "MANIFEST_UNKNOWN")]
    [InlineData("GET", "/v2/UPPER/tags/list", 400, "NAME_INVALID")]
    [InlineData("GET", "/v2/web/blobs/uploads/..%2F..%2Fx", 404, "BLOB_UPLOAD_UNKNOWN")]
    [InlineData("PUT", "/v2/web/manifests/1", 400, "MANIFEST_INVALID")]
    [InlineData("GET", "/v2/nosuch/tags/list", 404, "NAME_UNKNOWN")]
    public async Task A_wrong_request_gets_the_specs_code(string method, string path, int status, string code)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), path);
        using var response = await _http.SendAsync(request, Cancellation);
        Assert.Equal(
            (status, code),
            ((int)response.StatusCode, Code(await response.Content.ReadAsStringAsync(Cancellation)))
        );
    }

    [Fact]
    public async Task A_blob_is_mounted_from_another_repository()
    {
        await new TestImage([TestImage.File("a", "x")]).Push(_http, "one", "1");
        var manifest = JsonNode.Parse(await _http.GetStringAsync("/v2/one/manifests/1", Cancellation));
        var digest = manifest.Text("config", "digest");
        using var mounted = await _http.PostAsync(
            $"/v2/two/blobs/uploads/?mount={digest}&from=one",
            null,
            Cancellation
        );
        Assert.Equal(HttpStatusCode.Created, mounted.StatusCode);
        using var unknown = await _http.PostAsync(
            $"/v2/two/blobs/uploads/?mount={digest}&from=none",
            null,
            Cancellation
        );
        Assert.Equal(HttpStatusCode.Accepted, unknown.StatusCode);
        using var head = await _http.SendAsync(
            new HttpRequestMessage(HttpMethod.Head, $"/v2/two/blobs/{digest}"),
            Cancellation
        );
        Assert.Equal(HttpStatusCode.OK, head.StatusCode);
    }

    [Fact]
    public async Task Referrers_are_found_by_their_subject()
    {
        var subject = await new TestImage([TestImage.File("a", "x")]).Push(_http, "web", "1");
        var referrer = $$"""
            {"schemaVersion":2,"mediaType":"application/vnd.oci.image.manifest.v1+json",
             "artifactType":"application/spdx+json","subject":{"digest":"{{subject}}"} }
            """;
        using var content = new StringContent(referrer);
        content.Headers.ContentType = new MediaTypeHeaderValue("application/vnd.oci.image.manifest.v1+json");
        var digest = TestImage.Digest(Encoding.UTF8.GetBytes(referrer));
        using var put = await _http.PutAsync($"/v2/web/manifests/{digest}", content, Cancellation);
        Assert.Equal(subject, put.Headers.GetValues("OCI-Subject").Single());
        var found = JsonNode
            .Parse(await _http.GetStringAsync($"/v2/web/referrers/{subject}", Cancellation))
            .Items("manifests");
        Assert.Equal(
            (digest, "application/spdx+json"),
            (found.Single().Text("digest"), found.Single().Text("artifactType"))
        );
        var none = await _http.GetStringAsync(
            $"/v2/web/referrers/{subject}?artifactType=other",
            Cancellation
        );
        Assert.Empty(JsonNode.Parse(none).Items("manifests"));
    }

    [Fact]
    public async Task A_deleted_manifest_takes_its_tags_with_it()
    {
        var digest = await new TestImage([TestImage.File("a", "x")]).Push(_http, "web", "1");
        using var deleted = await _http.DeleteAsync($"/v2/web/manifests/{digest}", Cancellation);
        Assert.Equal(HttpStatusCode.Accepted, deleted.StatusCode);
        using var gone = await _http.GetAsync("/v2/web/manifests/1", Cancellation);
        Assert.Equal(HttpStatusCode.NotFound, gone.StatusCode);
    }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private Task<HttpResponseMessage> Chunk(Uri place, byte[] content, string range)
    {
        var request = new HttpRequestMessage(HttpMethod.Patch, place)
        {
            Content = new ByteArrayContent(content),
        };
        request.Content.Headers.TryAddWithoutValidation("Content-Range", range);
        return _http.SendAsync(request, Cancellation);
    }

    private static string? Code(string body) => JsonNode.Parse(body).Items("errors").Single().Text("code");
}
