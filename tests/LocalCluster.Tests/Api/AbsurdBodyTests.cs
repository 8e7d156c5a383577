using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using LocalCluster.Objects;
using LocalCluster.Tests.Hosting;
using LocalCluster.Tests.Support;

namespace LocalCluster.Tests.Api;

/// <summary>Bodies that no honest client sends are refused in a Status, and harm nothing.</summary>
public sealed class AbsurdBodyTests(ApiFixture api) : IClassFixture<ApiFixture>
{
    private const string ConfigMaps = "/api/v1/namespaces/default/configmaps";
    private const string Json = "application/json";
    private const string Yaml = "application/yaml";
    private const string Apply = "application/apply-patch+yaml";

    private static readonly Dictionary<string, (string Media, string Body)> s_bodies = new()
    {
        ["objects without end"] = (Json, Deep("{\"a\":", "1", "}")),
        ["lists without end"] = (Json, Deep("[", "", "]")),
        ["lists that do not end"] = (Json, new string('[', 1_000_000)),
        ["YAML lists without end"] = (Yaml, "a: " + Deep("[", "", "]")),
        ["YAML maps without end"] = (Yaml, "a: " + Deep("{a: ", "1", "}")),
        ["YAML blocks without end"] = (
            Yaml,
            string.Concat(Enumerable.Range(0, 1700).Select(i => new string(' ', i) + "a:\n"))
        ),
        ["YAML lists in lines without end"] = (Yaml, string.Concat(Enumerable.Repeat("- ", 1_000_000))),
        ["YAML that contains itself"] = (Yaml, "a: &a [*a]"),
        ["YAML that merges itself"] = (Yaml, "a: &a {<<: *a}"),
        ["YAML of a billion laughs"] = (Yaml, Laughs()),
        ["half a character in YAML"] = (Yaml, "a: \"\\ud800\""),
        ["a number beyond all"] = (Json, """{"metadata":{"name":"a","generation":1e999999999}}"""),
        ["a wrong type"] = (Json, """{"metadata":7}"""),
        ["nothing"] = (Json, ""),
        ["null"] = (Json, "null"),
        ["a name twice"] = (Json, """{"data":{},"data":{}}"""),
        ["protobuf of nothing"] = ("application/vnd.kubernetes.protobuf", "k8s\0"),
        ["protobuf of noise"] = (
            "application/vnd.kubernetes.protobuf",
            "k8s\0" + new string('\u007f', 100_000)
        ),
    };

    public static TheoryData<string> Names => [.. s_bodies.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task They_are_refused_where_an_object_is_created_changed_or_applied(string name)
    {
        var (media, body) = s_bodies[name];
        await RefusedAsync("POST", ConfigMaps, body, media);
        await RefusedAsync("PUT", $"{ConfigMaps}/a", body, media);
        await RefusedAsync("PATCH", $"{ConfigMaps}/a?fieldManager=test", body, Apply);
        foreach (var patch in new[] { "json-patch", "merge-patch", "strategic-merge-patch" })
            await RefusedAsync("PATCH", $"{ConfigMaps}/a", body, $"application/{patch}+json");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_body_that_is_too_large_is_refused_before_all_of_it_is_sent(bool lengthIsKnown)
    {
        var archive = new EndlessArchive('0', 1L << 40);
        using var request = new HttpRequestMessage(HttpMethod.Post, ConfigMaps)
        {
            Content = new StreamContent(archive),
        };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue(Json);
        if (lengthIsKnown)
        {
            request.Headers.ExpectContinue = true;
            request.Content.Headers.ContentLength = 2560L << 20;
        }
        else
        {
            // In HTTP/1.1 the connection is cut while the client sends.
            (request.Version, request.VersionPolicy) = (
                HttpVersion.Version20,
                HttpVersionPolicy.RequestVersionExact
            );
        }
        using var answer = await api.Client.SendAsync(request, TestContext.Current.CancellationToken);
        var status = JsonNode.Parse(
            await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)
        );
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, answer.StatusCode);
        Assert.Equal(
            ("RequestEntityTooLarge", "Request entity too large: limit is 3145728"),
            (status.Text("reason"), status.Text("message"))
        );
    }

    [Fact]
    public async Task A_patch_that_copies_what_it_copied_stops_before_it_fills_the_memory()
    {
        await api.Send("POST", ConfigMaps, """{"metadata":{"name":"copied"},"data":{"k":"0123456789"}}""");
        var copies = string.Join(
            ',',
            Enumerable.Range(0, 40).Select(i => $$"""{"op":"copy","from":"/data","path":"/data/k{{i}}"}""")
        );
        await RefusedAsync("PATCH", $"{ConfigMaps}/copied", $"[{copies}]", "application/json-patch+json");
        var many = string.Join(
            ',',
            Enumerable.Repeat("""{"op":"test","path":"/data/k","value":"x"}""", 10_001)
        );
        await RefusedAsync("PATCH", $"{ConfigMaps}/copied", $"[{many}]", "application/json-patch+json");
        var deeper = string.Join(
            ',',
            Enumerable
                .Range(1, 100)
                .Select(i =>
                    $$$"""{"op":"add","path":"/data{{{string.Concat(Enumerable.Repeat("/a", i))}}}","value":{} }"""
                )
        );
        await RefusedAsync("PATCH", $"{ConfigMaps}/copied", $"[{deeper}]", "application/json-patch+json");
    }

    [Fact]
    public async Task Half_a_character_is_read_as_the_character_for_none()
    {
        var (code, body) = await api.Send(
            "POST",
            ConfigMaps,
            """{"metadata":{"name":"half"},"data":{"a":"x\ud800y","b":"\udc00\uD83D\uDE00","c":"\\ud800"}}"""
        );
        Assert.Equal(201, code);
        Assert.Equal(
            ("x\ufffdy", "\ufffd\ud83d\ude00", "\\ud800"),
            (body.Text("data", "a"), body.Text("data", "b"), body.Text("data", "c"))
        );
    }

    private async Task RefusedAsync(string method, string path, string body, string media)
    {
        var (code, status) = await api.Send(method, path, body, media);
        Assert.True(code is 400 or 404 or 413 or 415 or 422, $"{method} {media}: {code} {status}");
        Assert.Equal(("Status", "Failure"), (status.Text("kind"), status.Text("status")));
    }

    private static string Deep(string open, string middle, string close) =>
        new StringBuilder()
            .Insert(0, open, 100_000)
            .Append(middle)
            .Insert(open.Length * 100_000 + middle.Length, close, 100_000)
            .ToString();

    private static string Laughs() =>
        "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n"
        + string.Concat(
            Enumerable
                .Range(1, 20)
                .Select(i => $"a{i}: &a{i} [{string.Join(", ", Enumerable.Repeat($"*a{i - 1}", 10))}]\n")
        );
}
