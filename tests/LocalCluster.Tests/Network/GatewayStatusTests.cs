using System.Text.Json.Nodes;
using LocalCluster.Objects;
using LocalCluster.Schema;
using LocalCluster.Tests.Support;

namespace LocalCluster.Tests.Network;

public sealed class GatewayStatusTests(GatewayCluster cluster) : IClassFixture<GatewayCluster>
{
    [Fact]
    public async Task Kubectl_shows_classes_gateways_and_routes()
    {
        Assert.Matches(
            @"local +slipway\.dev/local-gateway +True",
            await cluster.Kubectl.Run("get gatewayclass")
        );
        using var http = await cluster.Gateway("shown");
        Assert.Matches(@"shown +local +127\.[\d.]+ +True", await cluster.Kubectl.Run("get gateway"));
        await cluster.Route("shown", "shown", "[{}]", "hostnames: [a.example]");
        Assert.Matches(@"shown +\[""a\.example""\]", await cluster.Kubectl.Run("get httproute"));
        const string Manifest = """
            apiVersion: gateway.networking.k8s.io/v1
            kind: Gateway
            metadata: {name: again}
            spec:
              gatewayClassName: local
              listeners: [{name: http, port: 8080, protocol: HTTP}]
            """;
        await cluster.Apply(Manifest);
        await cluster.Kubectl.Run("wait --for=condition=Programmed gateway/again --timeout=120s");
        var before = cluster.Get(Kinds.Gateway, "again").Text("metadata", "resourceVersion");
        await cluster.Apply(Manifest);
        Assert.Equal(before, cluster.Get(Kinds.Gateway, "again").Text("metadata", "resourceVersion"));
    }

    [Theory]
    [InlineData("parentRefs: [{name: reasons, sectionName: nosuch}]", "[{}]", "Accepted", "NoMatchingParent")]
    [InlineData("parentRefs: [{name: reasons, port: 9}]", "[{}]", "Accepted", "NoMatchingParent")]
    [InlineData(
        "parentRefs: [{name: reasons}]\n  hostnames: [else.example]",
        "[{}]",
        "Accepted",
        "NoMatchingListenerHostname"
    )]
    [InlineData(
        "parentRefs: [{name: reasons, sectionName: closed}]",
        "[{}]",
        "Accepted",
        "NotAllowedByListeners"
    )]
    [InlineData(
        "parentRefs: [{name: reasons}]",
        "[{filters: [{type: RequestMirror, requestMirror: " + "{backendRef: {name: a, port: 80}}}]}]",
        "Accepted",
        "UnsupportedValue"
    )]
    [InlineData(
        "parentRefs: [{name: reasons}]",
        "[{matches: [{path: {type: RegularExpression, value: '('}}]}]",
        "Accepted",
        "UnsupportedValue"
    )]
    [InlineData(
        "parentRefs: [{name: reasons}]",
        "[{backendRefs: [{name: nosuch, port: 80}]}]",
        "ResolvedRefs",
        "BackendNotFound"
    )]
    [InlineData(
        "parentRefs: [{name: reasons}]",
        "[{backendRefs: [{name: a, kind: Bucket, group: x.example}]}]",
        "ResolvedRefs",
        "InvalidKind"
    )]
    [InlineData(
        "parentRefs: [{name: reasons}]",
        "[{backendRefs: [{name: a, namespace: kube-system, port: 80}]}]",
        "ResolvedRefs",
        "RefNotPermitted"
    )]
    [InlineData(
        "parentRefs: [{name: reasons, sectionName: open}]\n  hostnames: ['*.in.example']",
        "[{}]",
        "Accepted",
        "Accepted"
    )]
    public async Task A_route_is_told_the_standards_reason(
        string parents,
        string rules,
        string condition,
        string reason
    )
    {
        var name = $"reason-{Guid.NewGuid().ToString("N")[..8]}";
        await cluster.Apply(
            """
            apiVersion: gateway.networking.k8s.io/v1
            kind: Gateway
            metadata: {name: reasons}
            spec:
              gatewayClassName: local
              listeners:
              - {name: open, port: 8080, protocol: HTTP, hostname: "*.in.example"}
              - {name: closed, port: 8081, protocol: HTTP, hostname: "*.in.example",
                 allowedRoutes: {namespaces: {from: None}}}
            """
        );
        await cluster.Apply(
            $$"""
            apiVersion: gateway.networking.k8s.io/v1
            kind: HTTPRoute
            metadata: {name: {{name}}}
            spec:
              {{parents}}
              rules: {{rules}}
            """
        );
        await Eventually.True(
            () => Conditions(name).Any(c => c.Text("type") == condition && c.Text("reason") == reason),
            () => cluster.Get(Kinds.HttpRoute, name).ToJsonString()
        );
        Assert.All(Conditions(name), c => Assert.Equal(1, c.Number("observedGeneration")));
        Assert.Equal(condition == reason, Conditions(name).All(c => c.Text("status") == "True"));
    }

    [Fact]
    public async Task A_grant_lets_a_route_use_a_service_of_another_namespace()
    {
        using var http = await cluster.Gateway("granted");
        await cluster.Route(
            "granted",
            "granted",
            "[{backendRefs: [{name: kubernetes, namespace: other, port: 80}]}]"
        );
        await Eventually.True(() => Conditions("granted").Any(c => c.Text("reason") == "RefNotPermitted"));
        cluster.Resources.Create(Kinds.Namespace, TestObjects.Json("{'metadata': {'name': 'other'}}"));
        cluster.Resources.Create(
            Kinds.ReferenceGrant,
            TestObjects.Json(
                """
                {'metadata': {'name': 'routes', 'namespace': 'other'}, 'spec': {
                 'from': [{'group': 'gateway.networking.k8s.io', 'kind': 'HTTPRoute', 'namespace': 'default'}],
                 'to': [{'group': '', 'kind': 'Service'}]}}
                """
            )
        );
        await Eventually.True(() => Conditions("granted").Any(c => c.Text("reason") == "BackendNotFound"));
    }

    [Fact]
    public async Task Listeners_that_cannot_be_served_say_why()
    {
        await cluster.Apply(
            """
            apiVersion: gateway.networking.k8s.io/v1
            kind: Gateway
            metadata: {name: odd}
            spec:
              gatewayClassName: local
              listeners:
              - {name: fine, port: 8080, protocol: HTTP}
              - {name: tcp, port: 8081, protocol: TCP}
              - {name: nokey, port: 8443, protocol: HTTPS, tls: {certificateRefs: [{name: nosuch}]}}
              - {name: one, port: 8082, protocol: HTTP}
              - {name: two, port: 8082, protocol: HTTPS, tls: {certificateRefs: [{name: nosuch}]}}
            """
        );
        await Eventually.True(() => Listener("fine", "Programmed") == "True/Programmed");
        Assert.Equal("False/UnsupportedProtocol", Listener("tcp", "Accepted"));
        Assert.Equal("False/InvalidCertificateRef", Listener("nokey", "ResolvedRefs"));
        Assert.Equal("False/Invalid", Listener("nokey", "Programmed"));
        Assert.Equal("True/ProtocolConflict", Listener("one", "Conflicted"));
        Assert.Equal("True/ProtocolConflict", Listener("two", "Conflicted"));
        Assert.Equal(
            "True/ListenersNotValid",
            Shown(cluster.Get(Kinds.Gateway, "odd")["status"], "Accepted")
        );
    }

    [Fact]
    public async Task What_the_definitions_forbid_is_refused_with_all_mistakes()
    {
        var run = await cluster.Kubectl.Try(
            "apply -f -",
            """
            apiVersion: gateway.networking.k8s.io/v1
            kind: HTTPRoute
            metadata: {name: bad}
            spec:
              parentRefs: [{name: g}]
              rules:
              - matches: [{path: {type: Exact, value: x}, method: get}]
                filters: [{type: URLRewrite}]
                backendRefs: [{name: a, port: 80, weight: -1}, {name: b}, {port: 70000}]
            """
        );
        Assert.Equal(1, run.Code);
        foreach (
            var expected in new[]
            {
                "value must be an absolute path and start with '/'",
                "matches[0].method: Unsupported value: \"get\"",
                "filter.urlRewrite must be specified for URLRewrite filter.type",
                "backendRefs[0].weight in body should be greater than or equal to 0",
                "backendRefs[1]: Invalid value: \"object\": Must have port for Service reference",
                "backendRefs[2].name: Required value",
                "backendRefs[2].port in body should be less than or equal to 65535",
            }
        )
            Assert.Contains(expected, run.Errors);
    }

    private IEnumerable<JsonObject> Conditions(string route) =>
        cluster.Get(Kinds.HttpRoute, route).Items("status", "parents").SelectMany(p => p.Items("conditions"));

    private string Listener(string name, string condition) =>
        Shown(
            cluster
                .Get(Kinds.Gateway, "odd")
                .Items("status", "listeners")
                .FirstOrDefault(l => l.Text("name") == name),
            condition
        );

    private static string Shown(JsonNode? status, string condition) =>
        status.Items("conditions").FirstOrDefault(c => c.Text("type") == condition) is { } found
            ? $"{found.Text("status")}/{found.Text("reason")}"
            : "";
}
