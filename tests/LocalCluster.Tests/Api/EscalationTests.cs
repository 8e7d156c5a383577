using System.Text.Json.Nodes;
using LocalCluster.Objects;
using LocalCluster.Tests.Hosting;

namespace LocalCluster.Tests.Api;

public sealed class EscalationTests(ApiFixture api) : IClassFixture<ApiFixture>
{
    private const string Rbac = "/apis/rbac.authorization.k8s.io/v1";

    [Fact]
    public async Task Who_writes_roles_gives_away_no_more_than_he_has()
    {
        var (ns, token) = await Account(
            """{"apiGroups":[""],"resources":["pods","pods/log"],"verbs":["get","list"]}""",
            RoleRight("""["create","patch"]""")
        );
        Assert.Equal(201, (await Role("mine", "pods", "\"get\"")).Code);
        var (code, refusal) = await Role("more", "pods", "\"get\",\"delete\",\"patch\"");
        Assert.Equal(403, code);
        Assert.Equal(
            $"roles.rbac.authorization.k8s.io \"more\" is forbidden: user "
                + $"\"system:serviceaccount:{ns}:robot\" (groups=[\"system:serviceaccounts\" "
                + $"\"system:serviceaccounts:{ns}\" \"system:authenticated\"]) is attempting to grant "
                + "RBAC permissions not currently held:\n"
                + "{APIGroups:[\"\"], Resources:[\"pods\"], Verbs:[\"delete\" \"patch\"]}",
            refusal["message"]!.ToString()
        );
        Assert.Equal(403, (await Role("all", "*", "\"get\"")).Code);
        // A role is as much a role when it is changed.
        var path = $"{Rbac}/namespaces/{ns}/roles/mine";
        Assert.Equal(200, await Patch("""{"metadata":{"labels":{"a":"b"}}}"""));
        Assert.Equal(
            403,
            await Patch("""{"rules":[{"apiGroups":[""],"resources":["secrets"],"verbs":["get"]}]}""")
        );

        async Task<int> Patch(string body) =>
            (await api.Send("PATCH", path, body, "application/merge-patch+json", token: token)).Code;

        Task<(int Code, JsonObject Body)> Role(string name, string resource, string verbs) =>
            api.Send(
                "POST",
                $"{Rbac}/namespaces/{ns}/roles",
                $$$"""
                {"metadata":{"name":"{{{name}}}"},"rules":[{"apiGroups":[""],"resources":["{{{resource}}}"],
                 "verbs":[{{{verbs}}}]}]}
                """,
                token: token
            );
    }

    [Theory]
    [InlineData("", 403)]
    [InlineData("edit", 201)]
    [InlineData("view", 403)]
    public async Task Who_binds_a_role_must_hold_it_or_may_bind_it(string mayBind, int expected)
    {
        string[] more = mayBind.Length == 0 ? [] : [BindRight(mayBind)];
        var (ns, token) = await Account([
            """{"apiGroups":["rbac.authorization.k8s.io"],"resources":["rolebindings"],"verbs":["*"]}""",
            .. more,
        ]);
        Assert.Equal(expected, (await Bind(ns, "edit", token)).Code);
        Assert.Equal(404, (await Bind(ns, "nosuch", token)).Code);
    }

    [Fact]
    public async Task Who_may_escalate_writes_any_role()
    {
        var (ns, token) = await Account(RoleRight("""["create","escalate"]"""));
        Assert.Equal(
            201,
            (
                await api.Send(
                    "POST",
                    $"{Rbac}/namespaces/{ns}/roles",
                    """{"metadata":{"name":"all"},"rules":[{"apiGroups":["*"],"resources":["*"],"verbs":["*"]}]}""",
                    token: token
                )
            ).Code
        );
    }

    [Fact]
    public async Task Only_who_may_impersonate_a_user_and_each_group_acts_as_them()
    {
        var (ns, token) = await Account(
            """
            {"apiGroups":[""],"resources":["serviceaccounts"],"resourceNames":["robot"],
             "verbs":["impersonate"]}
            """,
            """{"apiGroups":[""],"resources":["configmaps"],"verbs":["list"]}"""
        );
        Assert.Equal(200, await As($"system:serviceaccount:{ns}:robot"));
        Assert.Equal(403, await As($"system:serviceaccount:{ns}:other"));
        Assert.Equal(403, await As($"system:serviceaccount:{ns}:robot", "system:masters"));
        Assert.Equal(403, await As("jane"));

        async Task<int> As(string user, string? group = null)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, $"/api/v1/namespaces/{ns}/configmaps");
            request.Headers.Authorization = new("Bearer", token);
            request.Headers.Add("Impersonate-User", user);
            if (group is not null)
                request.Headers.Add("Impersonate-Group", group);
            using var answer = await api.Client.SendAsync(request, TestContext.Current.CancellationToken);
            return (int)answer.StatusCode;
        }
    }

    [Fact]
    public async Task The_rights_of_others_and_their_tokens_are_reviewed_for_who_may_ask()
    {
        var (ns, token) = await Account("""{"apiGroups":[""],"resources":["pods"],"verbs":["get"]}""");
        const string path = "/apis/authorization.k8s.io/v1/subjectaccessreviews";
        var question = $$$"""
            {"spec":{"user":"system:serviceaccount:{{{ns}}}:robot",
             "resourceAttributes":{"namespace":"{{{ns}}}","verb":"get","resource":"pods"} } }
            """;
        var (code, review) = await api.Send("POST", path, question);
        Assert.Equal((201, true), (code, (bool)review["status"]!["allowed"]!));
        Assert.Equal(403, (await api.Send("POST", path, question, token: token)).Code);
        var local = $"/apis/authorization.k8s.io/v1/namespaces/{ns}/localsubjectaccessreviews";
        var listing = await api.Send("POST", local, question.Replace("get", "list"));
        Assert.False((bool)listing.Body["status"]!["allowed"]!);
        Assert.Equal(
            400,
            (
                await api.Send(
                    "POST",
                    local,
                    question.Replace($"\"namespace\":\"{ns}\"", "\"namespace\":\"other\"")
                )
            ).Code
        );
        Assert.Equal(422, (await api.Send("POST", path, """{"spec":{"user":"jane"}}""")).Code);

        const string tokens = "/apis/authentication.k8s.io/v1/tokenreviews";
        var (_, found) = await api.Send("POST", tokens, $$$"""{"spec":{"token":"{{{token}}}"} }""");
        Assert.Equal(
            (true, $"system:serviceaccount:{ns}:robot"),
            ((bool)found["status"]!["authenticated"]!, found["status"].Text("user", "username"))
        );
        var (_, unknown) = await api.Send("POST", tokens, """{"spec":{"token":"a.b.c"}}""");
        Assert.Null(unknown["status"]!["authenticated"]);
        Assert.Equal(403, (await api.Send("POST", tokens, """{"spec":{"token":"x"}}""", token: token)).Code);
    }

    [Fact]
    public async Task A_role_that_is_labelled_for_view_is_part_of_edit_and_admin_too()
    {
        var (ns, token) = await Account();
        await Bind(ns, "admin", null);
        var group = $"g{Guid.NewGuid().ToString("N")[..6]}.example.com";
        const string path = "/apis/authorization.k8s.io/v1/selfsubjectaccessreviews";
        var question = $$$"""
            {"spec":{"resourceAttributes":{"namespace":"{{{ns}}}","group":"{{{group}}}","verb":"get",
             "resource":"widgets"} } }
            """;
        Assert.False(
            (bool)(await api.Send("POST", path, question, token: token)).Body["status"]!["allowed"]!
        );
        await api.Send(
            "POST",
            Rbac + "/clusterroles",
            $$$"""
            {"metadata":{"name":"{{{group}}}",
             "labels":{"rbac.authorization.k8s.io/aggregate-to-view":"true"} },
             "rules":[{"apiGroups":["{{{group}}}"],"resources":["widgets"],"verbs":["get"]}]}
            """
        );
        Assert.True((bool)(await api.Send("POST", path, question, token: token)).Body["status"]!["allowed"]!);
    }

    private static string RoleRight(string verbs) =>
        $$"""{"apiGroups":["rbac.authorization.k8s.io"],"resources":["roles"],"verbs":{{verbs}}}""";

    private static string BindRight(string role) =>
        $$"""
            {"apiGroups":["rbac.authorization.k8s.io"],"resources":["clusterroles"],
             "resourceNames":["{{role}}"],"verbs":["bind"]}
            """;

    /// <summary>A namespace, and the token of an account in it with a role of these rules.</summary>
    private async Task<(string Namespace, string Token)> Account(params string[] rules)
    {
        var ns = await api.Namespace();
        var accounts = $"/api/v1/namespaces/{ns}/serviceaccounts";
        await api.Send("POST", accounts, """{"metadata":{"name":"robot"}}""");
        var (_, answer) = await api.Send(
            "POST",
            accounts + "/robot/token",
            """{"spec":{"expirationSeconds":600}}"""
        );
        await api.Send(
            "POST",
            $"{Rbac}/namespaces/{ns}/roles",
            $$$"""{"metadata":{"name":"r"},"rules":[{{{string.Join(',', rules)}}}]}"""
        );
        await Bind(ns, "r", null, "Role");
        return (ns, answer["status"].Text("token")!);
    }

    private Task<(int Code, JsonObject Body)> Bind(
        string ns,
        string role,
        string? token,
        string kind = "ClusterRole"
    ) =>
        api.Send(
            "POST",
            $"{Rbac}/namespaces/{ns}/rolebindings",
            $$$"""
            {"metadata":{"name":"bind-{{{role}}}"},"subjects":[{"kind":"ServiceAccount","name":"robot",
             "namespace":"{{{ns}}}"}],
             "roleRef":{"apiGroup":"rbac.authorization.k8s.io","kind":"{{{kind}}}","name":"{{{role}}}"} }
            """,
            token: token
        );
}
