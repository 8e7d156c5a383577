using LocalCluster.Tests.Hosting;

namespace LocalCluster.Tests.Api;

/// <summary>What the API server lets nobody change, in its own words.</summary>
public sealed class ImmutableFieldTests(ApiFixture api) : IClassFixture<ApiFixture>
{
    private const string Definition = """
        {"metadata":{"name":"boxes.fixed.example.com"},"spec":{"group":"fixed.example.com","scope":"Namespaced",
         "names":{"kind":"Box","plural":"boxes"},"versions":[{"name":"v1","served":true,"storage":true,
         "schema":{"openAPIV3Schema":{"type":"object"}}}]}}
        """;

    [Theory]
    [InlineData(
        "/apis/networking.k8s.io/v1/ingressclasses",
        """{"metadata":{"name":"a"},"spec":{"controller":"example.com/a"}}""",
        """{"spec":{"controller":"example.com/b"}}""",
        "spec.controller",
        "field is immutable"
    )]
    [InlineData(
        "/apis/discovery.k8s.io/v1/namespaces/NS/endpointslices",
        """{"metadata":{"name":"a"},"addressType":"IPv4","endpoints":[]}""",
        """{"addressType":"IPv6"}""",
        "addressType",
        "field is immutable"
    )]
    [InlineData(
        "/apis/apps/v1/namespaces/NS/controllerrevisions",
        """{"metadata":{"name":"a"},"revision":1,"data":{"a":1}}""",
        """{"data":{"a":2}}""",
        "data",
        "field is immutable"
    )]
    [InlineData(
        "/api/v1/persistentvolumes",
        """{"metadata":{"name":"a"},"spec":{"capacity":{"storage":"1Gi"},"accessModes":["ReadWriteOnce"],"hostPath":{"path":"/a"}}}""",
        """{"spec":{"hostPath":{"path":"/b"}}}""",
        "spec.persistentvolumesource",
        "spec.persistentvolumesource is immutable after creation"
    )]
    [InlineData(
        "/apis/apiextensions.k8s.io/v1/customresourcedefinitions",
        Definition,
        """{"spec":{"scope":"Cluster"}}""",
        "spec.scope",
        "field is immutable"
    )]
    [InlineData(
        "/apis/apiextensions.k8s.io/v1/customresourcedefinitions",
        Definition,
        """{"spec":{"versions":[{"name":"v2","served":true,"storage":true,"schema":{"openAPIV3Schema":{"type":"object"}}}]}}""",
        "status.storedVersions[0]",
        "missing from spec.versions"
    )]
    public async Task It_is_refused_with_the_field(
        string path,
        string body,
        string change,
        string field,
        string words
    )
    {
        path = path.Replace("NS", await api.Namespace(), StringComparison.Ordinal);
        var (_, created) = await api.Send("POST", path, body);
        var name = (created["metadata"]!["name"] ?? created["details"]!["name"])!;

        var (code, status) = await api.Send(
            "PATCH",
            $"{path}/{name}",
            change,
            "application/merge-patch+json"
        );

        Assert.Equal(422, code);
        Assert.Equal(field, status["details"]!["causes"]![0]!["field"]!.ToString());
        Assert.Contains(words, status["message"]!.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_claim_grows_and_does_not_shrink()
    {
        var path = $"/api/v1/namespaces/{await api.Namespace()}/persistentvolumeclaims";
        await api.Send(
            "POST",
            path,
            """{"metadata":{"name":"a"},"spec":{"accessModes":["ReadWriteOnce"],"resources":{"requests":{"storage":"1Gi"}}}}"""
        );
        Assert.Equal(200, (await ResizeAsync("2Gi")).Code);
        var (code, status) = await ResizeAsync("1Gi");
        Assert.Equal(422, code);
        Assert.Equal(
            "spec.resources.requests.storage",
            status["details"]!["causes"]![0]!["field"]!.ToString()
        );
        Assert.Contains(
            "field can not be less than status.capacity",
            status["message"]!.ToString(),
            StringComparison.Ordinal
        );

        Task<(int Code, System.Text.Json.Nodes.JsonObject Status)> ResizeAsync(string size) =>
            api.Send(
                "PATCH",
                path + "/a",
                $$$"""{"spec":{"resources":{"requests":{"storage":"{{{size}}}"} } } }""",
                "application/merge-patch+json"
            );
    }
}
