using LocalCluster.Tests.Hosting;

namespace LocalCluster.Tests.Api;

public sealed class RefusalTests(ApiFixture api) : IClassFixture<ApiFixture>
{
    private const string Pod =
        """{"metadata":{"labels":{"app":"a"}},"spec":{"containers":[{"name":"c","image":"x"}]}}""";

    [Theory]
    [InlineData("configmaps", """{"metadata":{"name":"UPPER"}}""", 422, "metadata.name")]
    [InlineData("configmaps", """{"metadata":{"name":"a","labels":{"a b":"c"}}}""", 422, "metadata.labels")]
    [InlineData(
        "services",
        """{"metadata":{"name":"1st"},"spec":{"ports":[{"port":80}]}}""",
        422,
        "metadata.name"
    )]
    [InlineData(
        "services",
        """{"metadata":{"name":"a"},"spec":{"ports":[{"port":70000}]}}""",
        422,
        "spec.ports[0].port"
    )]
    [InlineData(
        "pods",
        """{"metadata":{"name":"a"},"spec":{"containers":[{"name":"c"}]}}""",
        422,
        "spec.containers[0].image"
    )]
    [InlineData(
        "secrets",
        """{"metadata":{"name":"a"},"type":"kubernetes.io/tls","data":{"tls.key":"eA=="}}""",
        422,
        "data[tls.crt]"
    )]
    [InlineData("pods", """{"metadata":{"name":"a"},"spec":{"containers":"none"}}""", 400, null)]
    [InlineData("secrets", """{"metadata":{"name":"a"},"data":{"a":"not base64!"}}""", 400, null)]
    public async Task A_bad_object_is_refused_with_the_field(
        string resource,
        string body,
        int code,
        string? field
    )
    {
        var (answered, status) = await api.Send("POST", $"/api/v1/namespaces/default/{resource}", body);
        Assert.Equal(code, answered);
        Assert.Equal(field, status["details"]?["causes"]?[0]?["field"]?.ToString());
    }

    [Fact]
    public async Task All_mistakes_are_told_at_once()
    {
        var (_, status) = await api.Send(
            "POST",
            "/apis/apps/v1/namespaces/default/deployments",
            """
            {"metadata":{"name":"a"},"spec":{"replicas":-1,"selector":{"matchLabels":{"app":"b"}},
             "template":{"metadata":{"labels":{"app":"a"}},"spec":{"containers":[{"name":"c"}]}}}}
            """
        );
        Assert.Equal(
            ["spec.replicas", "spec.template.metadata.labels", "spec.template.spec.containers[0].image"],
            status["details"]!["causes"]!.AsArray().Select(c => c!["field"]!.ToString())
        );
    }

    [Theory]
    [InlineData("data", 201)]
    [InlineData("other", 422)]
    public async Task A_stateful_set_may_mount_its_own_claim_templates(string volume, int code)
    {
        var ns = await api.Namespace();
        var (answered, _) = await api.Send(
            "POST",
            $"/apis/apps/v1/namespaces/{ns}/statefulsets",
            $$$"""
            {"metadata":{"name":"db"},"spec":{"serviceName":"db","selector":{"matchLabels":{"app":"db"}},
             "volumeClaimTemplates":[{"metadata":{"name":"data"},"spec":{"accessModes":["ReadWriteOnce"]}}],
             "template":{"metadata":{"labels":{"app":"db"}},"spec":{"containers":[{"name":"c","image":"x",
              "volumeMounts":[{"name":"{{{volume}}}","mountPath":"/data"}] }] } } } }
            """
        );
        Assert.Equal(code, answered);
    }

    [Theory]
    [InlineData("exec?command=true&stdout=true", 400, "pod a does not have a host assigned")]
    [InlineData("exec?stdout=true", 400, "you must specify at least 1 command for the container")]
    [InlineData("attach", 400, "you must specify at least 1 of stdin, stdout, stderr")]
    [InlineData("attach?stdout=true&container=x", 400, "container x is not valid for pod a")]
    [InlineData("portforward", 400, "pod a does not have a host assigned")]
    [InlineData("nosuch", 404, "the server could not find the requested resource")]
    public async Task What_cannot_be_streamed_is_refused(string request, int code, string message)
    {
        var ns = await api.Namespace();
        await api.Send(
            "POST",
            $"/api/v1/namespaces/{ns}/pods",
            """{"metadata":{"name":"a"},"spec":{"containers":[{"name":"c","image":"x"}]}}"""
        );
        var (answered, status) = await api.Send("POST", $"/api/v1/namespaces/{ns}/pods/a/{request}");
        Assert.Equal((code, message), (answered, status["message"]!.ToString()));
    }

    [Fact]
    public async Task Unknown_fields_are_refused_when_strict_and_warned_of_otherwise()
    {
        const string body = """{"metadata":{"name":"x"},"dataa":{"a":"b"}}""";
        var ns = await api.Namespace();
        var (code, status) = await api.Send(
            "POST",
            $"/api/v1/namespaces/{ns}/configmaps?fieldValidation=Strict",
            body
        );
        Assert.Equal(400, code);
        Assert.EndsWith("strict decoding error: unknown field \"dataa\"", status["message"]!.ToString());
        using var content = new StringContent(body, System.Text.Encoding.UTF8, "application/json");
        using var answer = await api.Client.PostAsync(
            $"/api/v1/namespaces/{ns}/configmaps",
            content,
            TestContext.Current.CancellationToken
        );
        Assert.Equal(
            "299 - \"unknown field \\\"dataa\\\"\"",
            Assert.Single(answer.Headers.GetValues("Warning"))
        );
    }

    [Fact]
    public async Task A_stale_write_is_a_conflict()
    {
        var ns = await api.Namespace();
        var path = $"/api/v1/namespaces/{ns}/configmaps";
        var (_, created) = await api.Send("POST", path, """{"metadata":{"name":"a"}}""");
        await api.Send("PATCH", path + "/a", """{"data":{"k":"v"}}""", "application/merge-patch+json");
        var (code, status) = await api.Send("PUT", path + "/a", created.ToJsonString());
        Assert.Equal((409, "Conflict"), (code, status["reason"]!.ToString()));
    }

    [Fact]
    public async Task A_selector_cannot_change()
    {
        var path = $"/apis/apps/v1/namespaces/{await api.Namespace()}/deployments";
        await api.Send(
            "POST",
            path,
            $$$"""
            {"metadata":{"name":"a"},"spec":{"selector":{"matchLabels":{"app":"a"}},"template":{{{Pod}}}}}
            """
        );
        var (code, status) = await api.Send(
            "PATCH",
            path + "/a",
            """{"spec":{"selector":{"matchLabels":{"x":"y"}}}}""",
            "application/merge-patch+json"
        );
        Assert.Equal(422, code);
        Assert.Contains("field is immutable", status["message"]!.ToString());
    }

    [Fact]
    public async Task Nobody_gets_in_without_the_token()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/api/v1/pods");
        request.Headers.Authorization = new("Bearer", "wrong");
        using var answer = await api.Client.SendAsync(request, TestContext.Current.CancellationToken);
        Assert.Equal(System.Net.HttpStatusCode.Unauthorized, answer.StatusCode);
    }
}
