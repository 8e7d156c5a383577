using LocalCluster.Runtime.Images;
using LocalCluster.Runtime.Processes;
using LocalCluster.Runtime.Variables;
using static LocalCluster.Tests.Support.TestObjects;

namespace LocalCluster.Tests.Runtime;

public sealed class ContainerConfigurationTests
{
    [Theory]
    [InlineData("$(A)", "1")]
    [InlineData("x$(A)$(B)y", "x12y")]
    [InlineData("$$(A)", "$(A)")]
    [InlineData("$$$(A)", "$1")]
    [InlineData("$(NOSUCH)", "$(NOSUCH)")]
    [InlineData("$(A", "$(A")]
    [InlineData("100$", "100$")]
    [InlineData("$A", "$A")]
    public void Variables_are_expanded_as_kubernetes_does(string text, string expected) =>
        Assert.Equal(
            expected,
            EnvExpansion.Expand(text, new Dictionary<string, string> { ["A"] = "1", ["B"] = "2" })
        );

    [Theory]
    [InlineData("$(A)/$(B)", "A,B")]
    [InlineData("$$(A)", "")]
    [InlineData("plain", "")]
    public void The_variables_of_a_text_are_found(string text, string expected) =>
        Assert.Equal(expected, string.Join(',', EnvExpansion.Names(text)));

    [Fact]
    public void An_environment_is_built_from_sources_then_variables()
    {
        var pod = ReadyPod("web-1", metadata: ", 'labels': {'app': 'web'}");
        var container = Json(
            """
            {'resources': {'limits': {'memory': '64Mi', 'cpu': '250m'}},
             'envFrom': [{'prefix': 'P_', 'configMapRef': {'name': 'cfg'}}, {'secretRef': {'name': 'no',
              'optional': true}}],
             'env': [{'name': 'A', 'value': 'a'}, {'name': 'B', 'value': '$(A)-$(P_k)'},
               {'name': 'S', 'valueFrom': {'secretKeyRef': {'name': 'sec', 'key': 'pw'}}},
               {'name': 'O', 'valueFrom': {'configMapKeyRef': {'name': 'cfg', 'key': 'no',
                'optional': true}}},
               {'name': 'N', 'valueFrom': {'fieldRef': {'fieldPath': 'metadata.name'}}},
               {'name': 'L', 'valueFrom': {'fieldRef': {'fieldPath': "metadata.labels['app']"}}},
               {'name': 'M', 'valueFrom': {'resourceFieldRef': {'resource': 'limits.memory',
                'divisor': '1Mi'}}},
               {'name': 'C', 'valueFrom': {'resourceFieldRef': {'resource': 'limits.cpu'}}}]}
            """.Replace("\"metadata.labels['app']\"", "'metadata.labels[\\u0027app\\u0027]'")
        );
        var variables = new ContainerEnvironment(
            pod,
            container,
            name => name == "cfg" ? Json("{'data': {'k': 'v'}}") : null,
            name => name == "sec" ? Json("{'data': {'pw': 'c2VjcmV0'}}") : null
        ).Build(new Dictionary<string, string> { ["WEB_SERVICE_HOST"] = "127.80.1.1" });
        Assert.Equal(
            "A=a;B=a-v;C=1;L=web;M=64;N=web-1;P_k=v;S=secret;WEB_SERVICE_HOST=127.80.1.1",
            string.Join(
                ';',
                variables.OrderBy(p => p.Key, StringComparer.Ordinal).Select(p => $"{p.Key}={p.Value}")
            )
        );
    }

    [Theory]
    [InlineData("{'configMapKeyRef': {'name': 'nosuch', 'key': 'k'}}", "configmap \"nosuch\" not found")]
    [InlineData(
        "{'configMapKeyRef': {'name': 'cfg', 'key': 'no'}}",
        "couldn't find key no in ConfigMap default/cfg"
    )]
    [InlineData("{'secretKeyRef': {'name': 'nosuch', 'key': 'k'}}", "secret \"nosuch\" not found")]
    public void A_missing_source_is_named_as_the_kubelet_does(string from, string expected)
    {
        var container = Json($"{{'env': [{{'name': 'A', 'valueFrom': {from}}}]}}");
        var environment = new ContainerEnvironment(
            ReadyPod("a"),
            container,
            name => name == "cfg" ? Json("{'data': {'k': 'v'}}") : null,
            _ => null
        );
        var failure = Assert.Throws<ContainerConfigurationException>(() =>
            environment.Build(new Dictionary<string, string>())
        );
        Assert.Equal(expected, failure.Message);
    }

    [Fact]
    public void Services_are_told_through_variables()
    {
        var service = Json(
            "{'metadata': {'name': 'user-db'}, 'spec': {'clusterIP': '127.80.1.1', "
                + "'ports': [{'name': 'main', 'port': 3306, 'protocol': 'TCP'}]}}"
        );
        var headless = Json(
            "{'metadata': {'name': 'x'}, 'spec': {'clusterIP': 'None', 'ports': [{'port': 1}]}}"
        );
        Assert.Equal(
            "USER_DB_PORT=tcp://127.80.1.1:3306;USER_DB_PORT_3306_TCP=tcp://127.80.1.1:3306;"
                + "USER_DB_PORT_3306_TCP_ADDR=127.80.1.1;USER_DB_PORT_3306_TCP_PORT=3306;"
                + "USER_DB_PORT_3306_TCP_PROTO=tcp;"
                + "USER_DB_SERVICE_HOST=127.80.1.1;USER_DB_SERVICE_PORT=3306;USER_DB_SERVICE_PORT_MAIN=3306",
            string.Join(
                ';',
                ServiceVariables
                    .Of([service, headless])
                    .OrderBy(p => p.Key, StringComparer.Ordinal)
                    .Select(p => $"{p.Key}={p.Value}")
            )
        );
    }

    [Theory]
    [InlineData("ASPNETCORE_HTTP_PORTS=8080", 0, "http://127.80.8.1:8080")]
    [InlineData("ASPNETCORE_HTTP_PORTS=80;ASPNETCORE_HTTPS_PORTS=443", 0, "http://127.80.8.1:80")]
    [InlineData("ASPNETCORE_URLS=http://+:5000", 8080, "http://127.80.8.1:5000")]
    [InlineData(
        "ASPNETCORE_URLS=http://*:1/,http://0.0.0.0:2",
        0,
        "http://127.80.8.1:1/,http://127.80.8.1:2"
    )]
    [InlineData("", 9000, "http://127.80.8.1:9000")]
    [InlineData("", 0, null)]
    public void Asp_net_listens_on_the_pods_own_address(string variables, int port, string? expected)
    {
        var given = variables
            .Split(';', StringSplitOptions.RemoveEmptyEntries)
            .Select(v => v.Split('=', 2))
            .ToDictionary(v => v[0], v => v[1]);
        AspNetAddress.Bind(given, "127.80.8.1", port == 0 ? [] : [port]);
        Assert.Equal(expected, given.GetValueOrDefault("ASPNETCORE_URLS"));
        Assert.DoesNotContain(given.Keys, name => name.EndsWith("PORTS", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("{}", "entry cmd")]
    [InlineData("{'args': ['a']}", "entry a")]
    [InlineData("{'command': ['c']}", "c")]
    [InlineData("{'command': ['c'], 'args': ['$(X)']}", "c x")]
    public void Command_and_args_replace_those_of_the_image(string container, string expected)
    {
        var image = new ImageConfig(["entry"], ["cmd"], new Dictionary<string, string>(), "/", "SIGTERM");
        Assert.Equal(
            expected,
            string.Join(
                ' ',
                LaunchPlan.CommandLine(Json(container), image, new Dictionary<string, string> { ["X"] = "x" })
            )
        );
    }

    [Theory]
    [InlineData("nginx", "docker.io", "library/nginx", "latest", null)]
    [InlineData("127.80.0.1:5000/shop/web:1.2", "127.80.0.1:5000", "shop/web", "1.2", null)]
    [InlineData("localhost/web", "localhost", "web", "latest", null)]
    [InlineData("team/web:1", "docker.io", "team/web", "1", null)]
    public void Image_names_get_the_usual_defaults(
        string text,
        string registry,
        string repository,
        string tag,
        string? digest
    ) => Assert.Equal(new ImageName(registry, repository, tag, digest), ImageName.TryParse(text, out _));

    [Fact]
    public void A_name_that_is_none_is_refused_in_the_kubelets_words()
    {
        Assert.Null(ImageName.TryParse("Not A Name", out var reason));
        Assert.Equal(
            "Failed to apply default image tag \"Not A Name\": couldn't parse image reference \"Not "
                + "A Name\": "
                + "invalid reference format: repository name must be lowercase",
            reason
        );
    }
}
