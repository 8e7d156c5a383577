using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Slipway.Kubernetes;
using Slipway.Kubernetes.Errors;
using Slipway.Kubernetes.Objects;
using Slipway.Reporting;

namespace Slipway.Tests.Kubernetes;

public sealed class FaultyApiTests
{
    private const string Path = "/api/v1/namespaces/shop/configmaps";
    private const string Live = """
        {"apiVersion":"v1","kind":"ConfigMap",
         "metadata":{"name":"m","namespace":"shop","labels":{"test":"yes"},"resourceVersion":"7"},
         "data":{"a":"1"}}
        """;

    private static readonly ObjectKey s_key = new("v1", "ConfigMap", "shop", "m");

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Throttling_server_errors_and_cut_connections_are_sat_out()
    {
        await using var api = await ScriptedApi.StartAsync();
        using var cluster = await api.ConnectAsync();
        api.On("GET", Path, 429, Status(429, "TooManyRequests", "slow down"), ("Retry-After", "1"))
            .On("GET", Path, 500, Status(500, "InternalError", "etcd is away"))
            .On("GET", Path, CutAsync)
            .On("GET", Path, async context =>
            {
                context.Response.ContentLength = Live.Length;
                await context.Response.WriteAsync(Live[..20]);
                await context.Response.Body.FlushAsync();
                context.Abort();
            })
            .On("GET", Path, 200, Live);
        Assert.Equal("m", (await cluster.GetAsync(s_key, Stop))!.Name);
        Assert.Contains(api.Reporter.Notices, n =>
            n.Severity == Severity.Detail && n.Text.Contains("etcd is away; retrying in")
        );
    }

    [Fact]
    public async Task A_created_object_whose_answer_was_lost_is_recognised()
    {
        await using var api = await ScriptedApi.StartAsync();
        using var cluster = await api.ConnectAsync();
        api.On("POST", Path, CutAsync)
            .On("POST", Path, 409, Status(409, "AlreadyExists", "configmaps \"m\" already exists"))
            .On("GET", Path, 200, Live);
        var created = await cluster.CreateAsync(Samples.ConfigMap("shop", "m"), Stop);
        Assert.Equal("7", created.Text("metadata", "resourceVersion"));
    }

    [Fact]
    public async Task Another_ones_object_is_not_taken_for_ours()
    {
        await using var api = await ScriptedApi.StartAsync();
        using var cluster = await api.ConnectAsync();
        api.On("POST", Path, CutAsync)
            .On("POST", Path, 409, Status(409, "AlreadyExists", "configmaps \"m\" already exists"))
            .On("GET", Path, 200, Live);
        var e = await Assert.ThrowsAsync<ApiException>(() =>
            cluster.CreateAsync(Samples.ConfigMap("shop", "m", value: "mine"), Stop)
        );
        Assert.Equal("AlreadyExists", e.Reason);
    }

    [Fact]
    public async Task A_json_patch_that_may_have_arrived_is_not_sent_again()
    {
        await using var api = await ScriptedApi.StartAsync();
        using var cluster = await api.ConnectAsync();
        api.On("PATCH", Path, CutAsync);
        await Assert.ThrowsAsync<ClusterUnreachableException>(() => cluster.JsonPatchAsync(s_key, [], Stop));
        Assert.Single(api.Requests, r => r.StartsWith("PATCH", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_deletion_that_arrived_before_its_answer_was_lost_counts()
    {
        await using var api = await ScriptedApi.StartAsync();
        using var cluster = await api.ConnectAsync();
        api.On("DELETE", Path, CutAsync).On("DELETE", Path, 404, Status(404, "NotFound", "gone"));
        Assert.True(await cluster.DeleteAsync(s_key, new DeleteOptions(), Stop));
    }

    [Fact]
    public async Task What_is_forbidden_is_told_with_what_was_asked()
    {
        await using var api = await ScriptedApi.StartAsync();
        using var cluster = await api.ConnectAsync();
        api.On(
            "PATCH",
            Path,
            403,
            Status(403, "Forbidden", "configmaps \"m\" is forbidden: User \"bob\" cannot patch resource")
        );
        var e = await Assert.ThrowsAsync<AccessDeniedException>(() =>
            cluster.ApplyAsync(Samples.ConfigMap("shop", "m"), new ApplyOptions(), Stop)
        );
        Assert.Equal("apply configmap/m in namespace shop", e.Where);
        Assert.Contains("User \"bob\" cannot patch", e.What);
        Assert.Contains("Role", e.Next);
    }

    [Fact]
    public async Task A_quota_or_a_policy_is_told_apart_from_missing_rights()
    {
        await using var api = await ScriptedApi.StartAsync();
        using var cluster = await api.ConnectAsync();
        api.On(
            "PATCH",
            Path,
            403,
            Status(403, "Forbidden", "pods \"m\" is forbidden: exceeded quota: small")
        );
        await Assert.ThrowsAsync<AdmissionRefusedException>(() =>
            cluster.ApplyAsync(Samples.ConfigMap("shop", "m"), new ApplyOptions(), Stop)
        );
    }

    [Fact]
    public async Task All_mistakes_of_an_invalid_object_are_listed()
    {
        await using var api = await ScriptedApi.StartAsync();
        using var cluster = await api.ConnectAsync();
        api.On(
            "PATCH",
            Path,
            422,
            """
            {"kind":"Status","code":422,"reason":"Invalid","message":"ConfigMap \"m\" is invalid: [...]",
             "details":{"causes":[
             {"reason":"FieldValueInvalid","field":"data.a","message":"Invalid value"},
             {"reason":"FieldValueRequired","field":"data.b","message":"Required value"}]}}
            """
        );
        var e = await Assert.ThrowsAsync<InvalidObjectException>(() =>
            cluster.ApplyAsync(Samples.ConfigMap("shop", "m"), new ApplyOptions(), Stop)
        );
        Assert.Equal("data.a: Invalid value\ndata.b: Required value", e.What);
    }

    [Fact]
    public async Task The_servers_warnings_are_passed_on_once()
    {
        await using var api = await ScriptedApi.StartAsync();
        using var cluster = await api.ConnectAsync();
        for (var i = 0; i < 2; i++)
            api.On(
                "GET",
                Path,
                200,
                Live,
                ("Warning", "299 - \"would violate PodSecurity \\\"restricted\\\": a \\\\ b\"")
            );
        await cluster.GetAsync(s_key, Stop);
        await cluster.GetAsync(s_key, Stop);
        Assert.Equal(
            ["""get configmap/m in namespace shop: would violate PodSecurity "restricted": a \ b"""],
            api.Reporter.Notices.Where(n => n.Severity == Severity.Warning).Select(n => n.Text)
        );
    }

    [Fact]
    public async Task Rights_are_asked_for_and_understood()
    {
        await using var api = await ScriptedApi.StartAsync();
        using var cluster = await api.ConnectAsync();
        JsonNode? asked = null;
        api.On("POST", "/apis/authorization.k8s.io/v1/selfsubjectaccessreviews", async context =>
        {
            asked = await JsonNode.ParseAsync(context.Request.Body, cancellationToken: Stop);
            await ScriptedApi.WriteAsync(context, 201, """{"status":{"allowed":false,"reason":"no Role"}}""");
        });
        var question = new AccessReview("patch", "apps", "deployments", "shop", "scale", "x");
        Assert.Equal(new AccessReviewResult(false, "no Role"), await cluster.MayAsync(question, Stop));
        Assert.Equal(
            """
            {"verb":"patch","group":"apps","resource":"deployments","namespace":"shop",
            "subresource":"scale","name":"x"}
            """.ReplaceLineEndings(""),
            asked!["spec"]!["resourceAttributes"]!.ToJsonString()
        );
        Assert.Equal("patch deployments.apps/scale 'x' in namespace shop", question.ToString());
    }

    [Fact]
    public async Task Kinds_are_found_group_by_group_and_a_group_that_is_down_hides_no_other()
    {
        await using var api = await ScriptedApi.StartAsync();
        using var cluster = await api.ConnectAsync(new FastTime());
        api.On(
            "GET",
            "/apis",
            200,
            """
            {"kind":"APIGroupList","groups":[{"name":"metrics.k8s.io",
             "versions":[{"groupVersion":"metrics.k8s.io/v1","version":"v1"}],
             "preferredVersion":{"groupVersion":"metrics.k8s.io/v1","version":"v1"}}]}
            """
        );
        for (var i = 0; i < 20; i++)
            api.On("GET", "/apis/metrics.k8s.io/v1", 503, "the extension is down");
        var kinds = await cluster.KindsAsync(Stop);
        Assert.Equal(["configmaps", "namespaces", "pods"], kinds.Select(k => k.Plural));
    }

    [Fact]
    public async Task Kinds_are_found_at_once_where_the_server_can_say_so()
    {
        await using var api = await ScriptedApi.StartAsync();
        using var cluster = await api.ConnectAsync();
        api.On(
            "GET",
            "/api",
            200,
            """{"kind":"APIGroupDiscoveryList","items":[{"metadata":{},"versions":[]}]}"""
        );
        api.On(
            "GET",
            "/apis",
            200,
            """
            {"kind":"APIGroupDiscoveryList","items":[
             {"metadata":{"name":"apps"},"versions":[{"version":"v1","freshness":"Current","resources":[
             {"resource":"deployments","responseKind":{"group":"","version":"","kind":"Deployment"},
              "scope":"Namespaced","verbs":["get","patch"],
              "subresources":[{"subresource":"scale","verbs":["get"]}]}]}]}]}
            """
        );
        var kind = Assert.Single(await cluster.KindsAsync(Stop));
        Assert.Equal(
            ("apps/v1", "Deployment", "deployments", true),
            (kind.ApiVersion, kind.Kind, kind.Plural, kind.Namespaced)
        );
    }

    [Fact]
    public async Task A_pods_answer_is_told_apart_from_the_servers()
    {
        await using var api = await ScriptedApi.StartAsync();
        using var cluster = await api.ConnectAsync();
        api.On("GET", "/api/v1/namespaces/shop/pods/p:8080/proxy/metrics?x=1", 403, "not for you");
        Assert.Equal(
            new ProxyResponse(403, "not for you"),
            await cluster.GetThroughPodAsync("shop", "p", "8080", "/metrics?x=1", Stop)
        );
        api.On(
            "GET",
            "/api/v1/namespaces/shop/services/s:http/proxy/",
            403,
            Status(403, "Forbidden", "User \"bob\" cannot get")
        );
        await Assert.ThrowsAsync<AccessDeniedException>(() =>
            cluster.GetThroughServiceAsync("shop", "s", "http", "/", Stop)
        );
    }

    [Fact]
    public async Task The_log_of_a_container_that_has_not_run_is_empty()
    {
        await using var api = await ScriptedApi.StartAsync();
        using var cluster = await api.ConnectAsync();
        api.On(
            "GET",
            "/api/v1/namespaces/shop/pods/p/log?container=c&tailLines=20&previous=true",
            400,
            Status(400, "BadRequest", "previous terminated container \"c\" in pod \"p\" not found")
        );
        Assert.Empty(await cluster.LogsAsync("shop", "p", "c", 20, previous: true, Stop));
        api.On("GET", "/api/v1/namespaces/shop/pods/p/log?container=c&tailLines=2", 200, "one\ntwo\n");
        Assert.Equal(["one", "two"], await cluster.LogsAsync("shop", "p", "c", 2, previous: false, Stop));
    }

    [Fact]
    public async Task What_the_kubelet_says_in_place_of_a_log_is_no_log()
    {
        await using var api = await ScriptedApi.StartAsync();
        using var cluster = await api.ConnectAsync();
        api.On(
            "GET",
            "/api/v1/namespaces/shop/pods/p/log",
            200,
            "unable to retrieve container logs for containerd://4f1c5d"
        );
        Assert.Empty(await cluster.LogsAsync("shop", "p", "c", 20, previous: false, Stop));
        api.On("GET", "/api/v1/namespaces/shop/pods/p/log", 200, "a\r::error::b\n\u001b[2Jc\n");
        Assert.Equal(
            ["\\x3a:error::b", "\\x1b[2Jc"],
            await cluster.LogsAsync("shop", "p", "c", 2, previous: false, Stop)
        );
    }

    private static Task CutAsync(HttpContext context)
    {
        context.Abort();
        return Task.CompletedTask;
    }

    private static string Status(int code, string reason, string message) =>
        new JsonObject
        {
            ["kind"] = "Status",
            ["code"] = code,
            ["reason"] = reason,
            ["message"] = message,
        }.ToJsonString();
}
