using LocalCluster.Tests.Hosting;

namespace LocalCluster.Tests.Api;

public sealed class AccessTests(ApiFixture api) : IClassFixture<ApiFixture>
{
    private const string Rbac = "/apis/rbac.authorization.k8s.io/v1";

    [Theory]
    [InlineData("/api/v1/namespaces")]
    [InlineData("/apis")]
    [InlineData("/slipway/stop", "POST")]
    public async Task A_request_without_a_valid_token_is_unauthorized(string path, string method = "GET")
    {
        var token = await Account(await api.Namespace());
        foreach (
            var wrong in new[] { "wrong", "", "a.b.c", token[..^4] + "AAAA", "e30." + token.Split('.', 2)[1] }
        )
        {
            var (code, status) = await api.Send(method, path, token: wrong);
            Assert.Equal((401, "Unauthorized"), (code, status["reason"]!.ToString()));
        }
    }

    [Fact]
    public async Task An_account_may_do_what_its_role_says_and_only_where_it_says_so()
    {
        var (ns, other) = (await api.Namespace(), await api.Namespace());
        var token = await Account(ns);
        await Role(ns, """{"apiGroups":[""],"resources":["configmaps"],"verbs":["list","create"]}""");
        Assert.Equal(200, (await api.Send("GET", ConfigMaps(ns), token: token)).Code);
        Assert.Equal(
            201,
            (await api.Send("POST", ConfigMaps(ns), """{"metadata":{"name":"a"}}""", token: token)).Code
        );
        var (elsewhere, status) = await api.Send("GET", ConfigMaps(other), token: token);
        Assert.Equal(403, elsewhere);
        Assert.Equal(
            $"configmaps is forbidden: User \"system:serviceaccount:{ns}:robot\" cannot list resource "
                + "\"configmaps\" "
                + $"in API group \"\" in the namespace \"{other}\"",
            status["message"]!.ToString()
        );
        foreach (
            var (method, path) in new[]
            {
                ("DELETE", ConfigMaps(ns) + "/a"),
                ("GET", ConfigMaps(ns) + "?watch=1"),
                ("GET", "/api/v1/configmaps"),
                ("GET", $"/api/v1/namespaces/{ns}/secrets"),
                ("GET", Rbac + "/clusterroles"),
                ("GET", "/nosuch"),
                ("POST", "/slipway/stop"),
            }
        )
            Assert.Equal((path, 403), (path, (await api.Send(method, path, token: token)).Code));
    }

    [Fact]
    public async Task A_cluster_role_holds_where_it_is_bound_until_the_binding_goes()
    {
        var ns = await api.Namespace();
        var token = await Account(ns);
        await Bind(ns, "ClusterRole", "view");
        Assert.Equal(200, (await api.Send("GET", ConfigMaps(ns), token: token)).Code);
        Assert.Equal(200, (await api.Send("GET", $"/api/v1/namespaces/{ns}", token: token)).Code);
        Assert.Equal(403, (await api.Send("GET", $"/api/v1/namespaces/{ns}/secrets", token: token)).Code);
        await api.Send("DELETE", $"{Rbac}/namespaces/{ns}/rolebindings/b");
        Assert.Equal(403, (await api.Send("GET", ConfigMaps(ns), token: token)).Code);
    }

    [Fact]
    public async Task A_rule_may_be_for_single_objects_and_for_subresources()
    {
        var ns = await api.Namespace();
        var token = await Account(ns);
        await Role(
            ns,
            """
            {"apiGroups":[""],"resources":["configmaps"],"resourceNames":["mine"],"verbs":["*"]},
            {"apiGroups":["apps"],"resources":["*/scale"],"verbs":["get"]}
            """
        );
        Assert.Equal(404, (await api.Send("GET", ConfigMaps(ns) + "/mine", token: token)).Code);
        Assert.Equal(403, (await api.Send("GET", ConfigMaps(ns) + "/other", token: token)).Code);
        var web = $"/apis/apps/v1/namespaces/{ns}/deployments/web";
        Assert.Equal(404, (await api.Send("GET", web + "/scale", token: token)).Code);
        Assert.Equal(403, (await api.Send("GET", web, token: token)).Code);
    }

    [Fact]
    public async Task Nobody_but_the_administrator_takes_on_another_name()
    {
        var ns = await api.Namespace();
        var token = await Account(ns);
        await Bind(ns, "ClusterRole", "admin");
        using var request = new HttpRequestMessage(HttpMethod.Get, ConfigMaps(ns));
        request.Headers.Add("Impersonate-User", $"system:serviceaccount:{ns}:default");
        using var asAdministrator = await api.Client.SendAsync(
            request,
            TestContext.Current.CancellationToken
        );
        Assert.Equal(403, (int)asAdministrator.StatusCode);
        using var again = new HttpRequestMessage(HttpMethod.Get, ConfigMaps(ns));
        again.Headers.Add("Impersonate-User", "slipway-local");
        again.Headers.Authorization = new("Bearer", token);
        using var asRobot = await api.Client.SendAsync(again, TestContext.Current.CancellationToken);
        Assert.Equal(403, (int)asRobot.StatusCode);
    }

    [Fact]
    public async Task The_token_of_a_deleted_account_is_void_even_when_the_name_comes_back()
    {
        var ns = await api.Namespace();
        var token = await Account(ns);
        Assert.Equal(403, (await api.Send("GET", ConfigMaps(ns), token: token)).Code);
        await api.Send("DELETE", $"/api/v1/namespaces/{ns}/serviceaccounts/robot");
        await Account(ns);
        Assert.Equal(401, (await api.Send("GET", ConfigMaps(ns), token: token)).Code);
    }

    [Fact]
    public async Task Everybody_may_ask_what_is_served_and_what_he_may_do()
    {
        var ns = await api.Namespace();
        var token = await Account(ns);
        await Role(ns, """{"apiGroups":[""],"resources":["pods"],"verbs":["get"]}""");
        Assert.Equal(200, (await api.Send("GET", "/apis/apps/v1", token: token)).Code);
        foreach (var (verb, allowed) in new[] { ("get", true), ("delete", false) })
        {
            var (code, review) = await api.Send(
                "POST",
                "/apis/authorization.k8s.io/v1/selfsubjectaccessreviews",
                $$$"""
                {"spec":{"resourceAttributes":{
                 "namespace":"{{{ns}}}","verb":"{{{verb}}}","resource":"pods"} } }
                """,
                token: token
            );
            Assert.Equal((201, allowed), (code, (bool)review["status"]!["allowed"]!));
        }
    }

    private static string ConfigMaps(string ns) => $"/api/v1/namespaces/{ns}/configmaps";

    /// <summary>A new ServiceAccount <c>robot</c>; its token.</summary>
    private async Task<string> Account(string ns)
    {
        var path = $"/api/v1/namespaces/{ns}/serviceaccounts";
        await api.Send("POST", path, """{"metadata":{"name":"robot"}}""");
        var (code, answer) = await api.Send(
            "POST",
            path + "/robot/token",
            """{"spec":{"expirationSeconds":600}}"""
        );
        Assert.Equal(201, code);
        return answer["status"]!["token"]!.ToString();
    }

    private async Task Role(string ns, string rules)
    {
        var role = $$$"""{"metadata":{"name":"r"},"rules":[{{{rules}}}]}""";
        Assert.Equal(201, (await api.Send("POST", $"{Rbac}/namespaces/{ns}/roles", role)).Code);
        await Bind(ns, "Role", "r");
    }

    private async Task Bind(string ns, string kind, string role) =>
        Assert.Equal(
            201,
            (
                await api.Send(
                    "POST",
                    $"{Rbac}/namespaces/{ns}/rolebindings",
                    $$$"""
                    {"metadata":{"name":"b"},"subjects":[{"kind":"ServiceAccount","name":"robot","namespace":"{{{ns}}}"}],
                     "roleRef":{"apiGroup":"rbac.authorization.k8s.io","kind":"{{{kind}}}","name":"{{{role}}}"} }
                    """
                )
            ).Code
        );
}
