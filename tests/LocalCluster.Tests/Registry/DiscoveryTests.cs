using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using LocalCluster.Objects;
using LocalCluster.Tests.Support;

namespace LocalCluster.Tests.Registry;

/// <summary>Content discovery: tags, the catalog, referrers.</summary>
public sealed class DiscoveryTests : DistributionTests
{
    private const string Index = "application/vnd.oci.image.index.v1+json";

    [Fact]
    public async Task Tags_are_listed_in_the_order_of_the_alphabet_page_by_page()
    {
        foreach (var tag in new[] { "b", "C", "a", "D" })
            (await OwnRegistry.PutAsync(Http, "web", tag, "{}")).Dispose();
        Assert.Equal("""{"name":"web","tags":["a","b","C","D"]}""", await Text("/v2/web/tags/list"));
        Assert.Equal(("a,b,C", "</v2/web/tags/list?n=3&last=C>; rel=\"next\""), await Tags("?n=3"));
        Assert.Equal(("D", ""), await Tags("?n=3&last=C"));
        Assert.Equal(("C,D", ""), await Tags("?last=b"));
        Assert.Equal(("C", "</v2/web/tags/list?n=1&last=C>; rel=\"next\""), await Tags("?n=1&last=bb"));
        Assert.Equal(("", ""), await Tags("?n=0"));
        Assert.Equal(("a,b,C,D", ""), await Tags("?n=4"));
        Assert.Equal((404, "NAME_UNKNOWN"), await Error("GET", "/v2/nosuch/tags/list"));
    }

    [Fact]
    public async Task Repositories_are_listed()
    {
        Assert.Equal("""{"repositories":[]}""", await Text("/v2/_catalog"));
        foreach (var name in new[] { "team/web", "shop" })
            (await OwnRegistry.PutAsync(Http, name, "1", "{}")).Dispose();
        Assert.Equal("""{"repositories":["shop","team/web"]}""", await Text("/v2/_catalog"));
        Assert.Equal("""{"repositories":["team/web"]}""", await Text("/v2/_catalog?n=5&last=shop"));
    }

    [Fact]
    public async Task Referrers_are_found_by_their_subject_and_filtered_by_their_kind()
    {
        var subject = await new TestImage([TestImage.File("a", "x")]).Push(Http, "web", "1");
        var config = await OwnRegistry.PushAsync(Http, "web", "{}");
        var sbom = await Refer(
            $$$"""
            {"schemaVersion":2,"artifactType":"application/spdx+json","subject":{"digest":"{{{subject}}}"},
             "annotations":{"by":"test"} }
            """
        );
        var other = await Refer(
            $$$"""
            {"schemaVersion":2,"config":{"mediaType":"application/x-config","digest":"{{{config}}}"},
             "subject":{"digest":"{{{subject}}}"} }
            """
        );
        var index = await Refer(
            $$$"""{"schemaVersion":2,"artifactType":"application/x-index","manifests":[],"subject":{"digest":"{{{subject}}}"} }""",
            Index
        );
        using var all = await Send("GET", $"/v2/web/referrers/{subject}");
        Assert.Equal(Index, all.Content.Headers.ContentType!.MediaType);
        Assert.False(all.Headers.Contains("OCI-Filters-Applied"));
        var list = JsonNode.Parse(await all.Content.ReadAsStringAsync(Cancellation));
        Assert.Equal((2, Index), (list.Number("schemaVersion"), list.Text("mediaType")));
        var found = list.Items("manifests").ToDictionary(m => m.Text("digest")!);
        Assert.Equal(
            new Dictionary<string, string?>
            {
                [sbom] = "application/spdx+json",
                [other] = "application/x-config",
                [index] = "application/x-index",
            },
            found.ToDictionary(m => m.Key, m => m.Value.Text("artifactType"))
        );
        Assert.Equal("test", found[sbom].Text("annotations", "by"));

        using var some = await Send("GET", $"/v2/web/referrers/{subject}?artifactType=application/x-config");
        Assert.Equal("artifactType", Header(some, "OCI-Filters-Applied"));
        Assert.Equal(
            other,
            JsonNode
                .Parse(await some.Content.ReadAsStringAsync(Cancellation))
                .Items("manifests")
                .Single()
                .Text("digest")
        );
        Assert.Equal(202, await Status("DELETE", $"/v2/web/manifests/{sbom}"));
        Assert.DoesNotContain(sbom, await Text($"/v2/web/referrers/{subject}"));
    }

    [Fact]
    public async Task What_nothing_refers_to_has_no_referrers()
    {
        foreach (var repository in new[] { "web", "nosuch" })
        {
            Assert.Empty(
                JsonNode.Parse(await Text($"/v2/{repository}/referrers/{NoSuch}")).Items("manifests")
            );
            await OwnRegistry.PushAsync(Http, "web", "x");
        }
        Assert.Equal((400, "DIGEST_INVALID"), await Error("GET", "/v2/web/referrers/sha256:abc"));
    }

    private async Task<string> Refer(
        string manifest,
        string type = "application/vnd.oci.image.manifest.v1+json"
    )
    {
        var digest = TestImage.Digest(Encoding.UTF8.GetBytes(manifest));
        using var put = await OwnRegistry.PutAsync(Http, "web", digest, manifest, type);
        Assert.Equal(HttpStatusCode.Created, put.StatusCode);
        Assert.Equal(JsonNode.Parse(manifest).Text("subject", "digest"), Header(put, "OCI-Subject"));
        return digest;
    }

    private async Task<(string Tags, string Link)> Tags(string query)
    {
        using var answer = await Send("GET", $"/v2/web/tags/list{query}");
        var list = JsonNode.Parse(await answer.Content.ReadAsStringAsync(Cancellation));
        return (
            string.Join(',', list.Strings("tags")),
            answer.Headers.TryGetValues("Link", out var link) ? link.Single() : ""
        );
    }
}
