using LocalCluster.Objects;
using LocalCluster.Schema;

namespace LocalCluster.Tests.Network;

public sealed class IngressTests(GatewayCluster cluster) : IClassFixture<GatewayCluster>
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Hosts_and_paths_lead_to_services_and_the_rest_to_the_default()
    {
        foreach (var name in new[] { "root", "exact", "deep", "fallback" })
            await cluster.Serve(name);
        await cluster.Apply(
            """
            apiVersion: networking.k8s.io/v1
            kind: Ingress
            metadata: {name: shop}
            spec:
              ingressClassName: local
              defaultBackend: {service: {name: fallback, port: {number: 80}}}
              rules:
              - host: shop.example
                http:
                  paths:
                  - {path: /, pathType: Prefix, backend: {service: {name: root, port: {name: http}}}}
                  - {path: /one, pathType: Exact, backend: {service: {name: exact, port: {number: 80}}}}
                  - {path: /one/two, pathType: Prefix, backend: {service: {name: deep, port: {number: 80}}}}
              - host: "*.wild.example"
                http:
                  paths:
                  - {path: /, pathType: Prefix, backend: {service: {name: deep, port: {number: 80}}}}
            """
        );
        await cluster.Kubectl.Run(
            $"wait --for=jsonpath={{.status.loadBalancer.ingress[0].ip}}={cluster.Ingress} "
                + "ingress/shop --timeout=120s"
        );
        using var http = GatewayCluster.Client(cluster.Ingress.ToString());
        Assert.Equal("root", await By("shop.example", "/"));
        Assert.Equal("exact", await By("shop.example", "/one"));
        Assert.Equal("root", await By("shop.example", "/one/"));
        Assert.Equal("deep", await By("shop.example", "/one/two/three"));
        Assert.Equal("root", await By("shop.example", "/one/twofold"));
        Assert.Equal("deep", await By("a.wild.example", "/"));
        Assert.Equal("fallback", await By("a.b.wild.example", "/"));
        Assert.Equal("fallback", await By("nobody.example", "/"));

        async Task<string> By(string host, string path)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, path);
            request.Headers.Host = host;
            using var answer = await http.SendAsync(request, Cancellation);
            return answer.Headers.GetValues("X-Backend").Single();
        }
    }

    [Fact]
    public async Task A_canary_takes_its_weight_its_header_and_its_cookie()
    {
        await cluster.Serve("stable");
        await cluster.Serve("canary");
        await cluster.Apply(Ingress("stable"));
        await cluster.Apply(
            Ingress(
                "canary",
                "nginx.ingress.kubernetes.io/canary: 'true', "
                    + "nginx.ingress.kubernetes.io/canary-weight: '10', "
                    + "nginx.ingress.kubernetes.io/canary-by-header: X-Canary, "
                    + "nginx.ingress.kubernetes.io/canary-by-cookie: try"
            )
        );
        using var http = GatewayCluster.Client(cluster.Ingress.ToString());
        await Eventually.True(async () => await Share(http, 100, "X-Canary", "always") == 100);
        Assert.Equal(10, await Share(http, 100));
        Assert.Equal(0, await Share(http, 20, "X-Canary", "never"));
        Assert.Equal(20, await Share(http, 20, "Cookie", "a=b; try=always"));
        Assert.Equal(0, await Share(http, 20, "Cookie", "try=never"));

        await cluster.Kubectl.Run(
            "annotate --overwrite ingress canary "
                + "nginx.ingress.kubernetes.io/canary-by-header-value=me "
                + "nginx.ingress.kubernetes.io/canary-weight=0"
        );
        await Eventually.True(async () => await Share(http, 20, "X-Canary", "me") == 20);
        Assert.Equal(0, await Share(http, 20));
    }

    [Fact]
    public async Task An_ingress_of_another_class_is_left_alone()
    {
        await cluster.Apply(Ingress("foreign").Replace("  rules:", "  ingressClassName: other\n  rules:"));
        await cluster.Apply(Ingress("ours"));
        await Eventually.True(() =>
            cluster.Get(Kinds.Ingress, "ours").Items("status", "loadBalancer", "ingress").Any()
        );
        Assert.Empty(cluster.Get(Kinds.Ingress, "foreign").Items("status", "loadBalancer", "ingress"));
    }

    private static string Ingress(string name, string annotations = "") =>
        $$$"""
            apiVersion: networking.k8s.io/v1
            kind: Ingress
            metadata: {name: {{{name}}}, annotations: { {{{annotations}}} } }
            spec:
              rules:
              - host: canary.example
                http:
                  paths:
                  - {path: /, pathType: Prefix, backend: {service: {name: {{{name}}}, port: {number: 80} } } }
            """;

    private static async Task<int> Share(
        HttpClient http,
        int count,
        string? header = null,
        string? value = null
    )
    {
        var shares = await GatewayCluster.Shares(http, count, request =>
        {
            request.Headers.Host = "canary.example";
            if (header is not null)
                request.Headers.Add(header, value);
        });
        return shares.GetValueOrDefault("canary");
    }
}
