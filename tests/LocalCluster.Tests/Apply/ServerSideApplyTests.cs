using System.Text.Json.Nodes;
using LocalCluster.Tests.Hosting;

namespace LocalCluster.Tests.Apply;

public sealed class ServerSideApplyTests(ApiFixture api) : IClassFixture<ApiFixture>
{
    [Fact]
    public async Task Two_managers_own_different_keys_of_a_map()
    {
        var path = await Path("configmaps/settings");
        await api.Apply(path, "one", Map("""{"a":"1"}"""));
        var (code, body) = await api.Apply(path, "two", Map("""{"b":"2"}"""));
        Assert.Equal(200, code);
        Assert.Equal("""{"a":"1","b":"2"}""", body["data"]!.ToJsonString());
        Assert.Equal("""{"f:data":{"f:a":{}}}""", Fields(body, "one"));
        Assert.Equal("""{"f:data":{"f:b":{}}}""", Fields(body, "two"));
    }

    [Fact]
    public async Task A_changed_field_of_another_manager_is_a_conflict_that_names_both()
    {
        var path = await Path("configmaps/settings");
        await api.Apply(path, "one", Map("""{"a":"1","b":"1"}"""));
        var (code, body) = await api.Apply(path, "two", Map("""{"a":"2","b":"2"}"""));
        Assert.Equal(409, code);
        Assert.Equal(
            "Apply failed with 2 conflicts: conflicts with \"one\":\n- .data.a\n- .data.b",
            body["message"]!.ToString()
        );
        Assert.Equal(
            [".data.a", ".data.b"],
            body["details"]!["causes"]!.AsArray().Select(c => c!["field"]!.ToString())
        );
    }

    [Fact]
    public async Task Force_takes_the_field_and_the_other_loses_it()
    {
        var path = await Path("configmaps/settings");
        await api.Apply(path, "one", Map("""{"a":"1"}"""));
        var (_, body) = await api.Apply(path, "two", Map("""{"a":"2"}"""), force: true);
        Assert.Equal("2", body["data"]!["a"]!.ToString());
        Assert.Null(Fields(body, "one"));
    }

    [Fact]
    public async Task A_field_no_longer_applied_goes_unless_someone_else_owns_it()
    {
        var path = await Path("configmaps/settings");
        await api.Apply(path, "one", Map("""{"a":"1","b":"1","c":"1"}"""));
        await api.Apply(path, "two", Map("""{"b":"1"}"""));
        var (_, body) = await api.Apply(path, "one", Map("""{"c":"1"}"""));
        Assert.Equal("""{"b":"1","c":"1"}""", body["data"]!.ToJsonString());
    }

    [Fact]
    public async Task An_unchanged_apply_keeps_the_resourceVersion()
    {
        var path = await Path("configmaps/settings");
        var (created, first) = await api.Apply(path, "one", Map("""{"a":"1"}"""));
        var (again, second) = await api.Apply(path, "one", Map("""{"a":"1"}"""));
        Assert.Equal((201, 200), (created, again));
        Assert.Equal(first["metadata"]!.ToJsonString(), second["metadata"]!.ToJsonString());
    }

    [Fact]
    public async Task List_items_are_told_apart_by_their_keys_and_default_keys_count()
    {
        var path = await Path("services/web");
        await api.Apply(path, "one", Service("""{"name":"http","port":80}"""));
        var (code, body) = await api.Apply(path, "two", Service("""{"name":"metrics","port":9090}"""));
        Assert.Equal(200, code);
        Assert.Equal(
            ["http", "metrics"],
            body["spec"]!["ports"]!.AsArray().Select(p => p!["name"]!.ToString())
        );
        Assert.Contains("""k:{\"port\":9090,\"protocol\":\"TCP\"}""", Fields(body, "two"));
        (_, body) = await api.Apply(path, "one", Service(""));
        Assert.Equal(["metrics"], body["spec"]!["ports"]!.AsArray().Select(p => p!["name"]!.ToString()));
    }

    [Fact]
    public async Task Atomic_values_are_owned_as_a_whole()
    {
        var path = await Path("services/web");
        await api.Apply(path, "one", Service("""{"port":80}""", """{"app":"a"}"""));
        var (code, body) = await api.Apply(path, "two", Service("""{"port":80}""", """{"tier":"b"}"""));
        Assert.Equal(409, code);
        Assert.Equal(".spec.selector", body["details"]!["causes"]![0]!["field"]!.ToString());
    }

    [Fact]
    public async Task An_update_by_hand_takes_only_what_it_changed()
    {
        var path = await Path("configmaps/settings");
        await api.Apply(path, "one", Map("""{"a":"1","b":"1"}"""));
        var (_, body) = await api.Send(
            "PATCH",
            path + "?fieldManager=hand",
            """{"data":{"b":"2"}}""",
            "application/merge-patch+json"
        );
        Assert.Equal("""{"f:data":{"f:a":{}}}""", Fields(body, "one"));
        Assert.Equal("""{"f:data":{"f:b":{}}}""", Fields(body, "hand"));
        var (code, conflict) = await api.Apply(path, "one", Map("""{"a":"1","b":"1"}"""));
        Assert.Equal(409, code);
        Assert.Equal(
            "Apply failed with 1 conflict: conflict with \"hand\" using v1: .data.b",
            conflict["message"]!.ToString()
        );
    }

    [Fact]
    public async Task The_status_is_owned_apart_from_the_rest()
    {
        var path = await Path("pods/p");
        await api.Send(
            "POST",
            path[..^2],
            """
            {"metadata":{"name":"p"},"spec":{"containers":[{"name":"c","image":"x"}]}}
            """
        );
        var (code, body) = await api.Send(
            "PATCH",
            path + "/status?fieldManager=kubelet",
            """{"status":{"phase":"Running"},"spec":{"nodeName":"ignored"}}""",
            "application/strategic-merge-patch+json"
        );
        Assert.Equal(200, code);
        Assert.Equal("Running", body["status"]!["phase"]!.ToString());
        Assert.Null(body["spec"]!["nodeName"]);
        Assert.Equal("""{"f:status":{"f:phase":{}}}""", Fields(body, "kubelet"));
    }

    [Fact]
    public async Task A_dry_run_shows_the_result_and_changes_nothing()
    {
        var path = await Path("configmaps/settings");
        await api.Apply(path, "one", Map("""{"a":"1"}"""));
        var (_, shown) = await api.Send(
            "PATCH",
            path + "?fieldManager=one&dryRun=All",
            Map("""{"a":"2"}"""),
            "application/apply-patch+yaml"
        );
        var (_, kept) = await api.Send("GET", path);
        Assert.Equal("2", shown["data"]!["a"]!.ToString());
        Assert.Equal("1", kept["data"]!["a"]!.ToString());
    }

    [Fact]
    public async Task Yaml_is_understood()
    {
        var path = await Path("configmaps/settings");
        var (code, body) = await api.Apply(
            path,
            "one",
            """
            apiVersion: v1
            kind: ConfigMap
            metadata: {name: settings}
            data:
              port: "8080"
              text: |
                two
                lines

            """
        );
        Assert.Equal(201, code);
        Assert.Equal("two\nlines\n", body["data"]!["text"]!.ToString());
    }

    [Fact]
    public async Task Yaml_has_octal_file_modes_and_tags()
    {
        var path = await Path("pods/a");
        var (code, body) = await api.Apply(
            path,
            "one",
            """
            apiVersion: v1
            kind: Pod
            metadata: {name: a, labels: {release: !!str 1}}
            spec:
              containers: [{name: a, image: a}]
              volumes: [{name: v, configMap: {name: c, defaultMode: 0640}}]
            """
        );
        Assert.Equal(201, code);
        Assert.Equal("1", (string?)body["metadata"]!["labels"]!["release"]);
        Assert.Equal(416, (int?)body["spec"]!["volumes"]![0]!["configMap"]!["defaultMode"]);
    }

    private async Task<string> Path(string resource) =>
        $"/api/v1/namespaces/{await api.Namespace()}/{resource}";

    private static string Map(string data) =>
        $$$"""{"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"settings"},"data":{{{data}}}}""";

    private static string Service(string ports, string selector = """{"app":"a"}""") =>
        $$$"""
            {"apiVersion":"v1","kind":"Service","metadata":{"name":"web"},"spec":{"ports":[{{{ports}}}],
             "selector":{{{selector}}}}}
            """;

    private static string? Fields(JsonObject obj, string manager) =>
        obj["metadata"]!["managedFields"]!
            .AsArray()
            .FirstOrDefault(e => e!["manager"]!.ToString() == manager)
            ?["fieldsV1"]!.ToJsonString(
                new(System.Text.Json.JsonSerializerOptions.Default)
                {
                    Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
                }
            );
}
