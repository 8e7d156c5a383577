using System.Net;
using System.Text.Json.Nodes;
using LocalCluster.Hosting;
using LocalCluster.Objects;
using LocalCluster.Resources;
using LocalCluster.Schema;
using LocalCluster.Tests.Kubectl;
using LocalCluster.Tests.Support;

namespace LocalCluster.Tests.Network;

/// <summary>
/// A cluster whose Services lead to web servers in this process; objects come from kubectl.
/// </summary>
public sealed class GatewayCluster : IAsyncLifetime
{
    private readonly TemporaryFolder _folder = new();
    private readonly List<EchoBackend> _backends = [];
    private ClusterHost? _host;
    private KubectlSession? _kubectl;

    internal IReadOnlyList<EchoBackend> Backends => _backends;

    public IResources Resources => _host!.Resources;

    public IPAddress Ingress => _host!.Context.Addresses.Ingress;

    internal KubectlSession Kubectl => _kubectl!;

    public async ValueTask InitializeAsync()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Gateways need the loopback addresses of Linux.");
        Assert.SkipWhen(KubectlPrograms.LowestAndHighest.Count == 0, "kubectl is not installed");
        _host = await ClusterHost.StartAsync(
            new ClusterOptions(_folder.Path) { Durable = false, Runtime = RuntimeChoice.Simulated }
        );
        _kubectl = new KubectlSession(KubectlPrograms.LowestAndHighest[^1], _host.Kubeconfig, "default");
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var backend in _backends)
            await backend.DisposeAsync();
        if (_host is not null)
            await _host.DisposeAsync();
        _folder.Dispose();
    }

    /// <summary>A Service on port 80 that leads to a server in this process.</summary>
    internal async Task<EchoBackend> Serve(string name, bool http2 = false)
    {
        var backend = await EchoBackend.Start(name, http2);
        _backends.Add(backend);
        Resources.Create(
            Kinds.Service,
            TestObjects.Json(
                $$$"""
                {'metadata': {'name': '{{{name}}}', 'namespace': 'default'}, 'spec': {'ports': [{'name': 'http',
                 'port': 80 {{{(http2 ? ", 'appProtocol': 'kubernetes.io/h2c'" : "")}}} }]} }
                """
            )
        );
        PointTo(name, backend.Port);
        return backend;
    }

    /// <summary>Adds ports of 127.0.0.1 to the endpoints of a Service.</summary>
    internal void PointTo(string service, params int[] ports)
    {
        foreach (var (i, port) in ports.Index())
        {
            Resources.Create(
                Kinds.EndpointSlice,
                TestObjects.Json(
                    $$$"""
                    {'metadata': {'name': '{{{service}}}-{{{i}}}-{{{port}}}', 'namespace': 'default',
                      'labels': {'kubernetes.io/service-name': '{{{service}}}'} },
                     'addressType': 'IPv4', 'ports': [{'name': 'http', 'port': {{{port}}} }],
                     'endpoints': [{'addresses': ['127.0.0.1'], 'conditions': {'ready': true} }]}
                    """
                )
            );
        }
    }

    internal Task Apply(string manifest) => Kubectl.Run("apply -f -", manifest);

    internal JsonObject Get(ResourceKind kind, string name) => Resources.Get(kind, "default", name)!;

    /// <summary>A Gateway with one plain listener on port 8080, once it is served.</summary>
    internal async Task<HttpClient> Gateway(string name, string listener = "")
    {
        await Apply(
            $$"""
            apiVersion: gateway.networking.k8s.io/v1
            kind: Gateway
            metadata: {name: {{name}}}
            spec:
              gatewayClassName: local
              listeners: [{name: http, port: 8080, protocol: HTTP{{listener}}}]
            """
        );
        await Kubectl.Run($"wait --for=condition=Programmed gateway/{name} --timeout=120s");
        return Client(await Address(name));
    }

    internal async Task<string> Address(string gateway) =>
        await Kubectl.Run($"get gateway {gateway} -o jsonpath={{.status.addresses[0].value}}");

    /// <summary>Applies an HTTPRoute with rules, and waits until its Gateway has taken it.</summary>
    internal async Task Route(string name, string gateway, string rules, string more = "")
    {
        await Apply(
            $$"""
            apiVersion: gateway.networking.k8s.io/v1
            kind: HTTPRoute
            metadata: {name: {{name}}}
            spec:
              parentRefs: [{name: {{gateway}}}]
              {{more}}
              rules: {{rules}}
            """
        );
        await Eventually.True(() =>
            Get(Kinds.HttpRoute, name) is var route
            && route
                .Items("status", "parents")
                .Any(p =>
                    p.Items("conditions")
                        .All(c => c.Number("observedGeneration") == route.Number("metadata", "generation"))
                )
        );
    }

    internal static HttpClient Client(string address, int port = 8080) =>
        new(new SocketsHttpHandler { AllowAutoRedirect = false, UseProxy = false })
        {
            BaseAddress = new Uri($"http://{address}:{port}"),
        };

    /// <summary>How many requests each backend answered; failed ones count under their code.</summary>
    internal static async Task<Dictionary<string, int>> Shares(
        HttpClient http,
        int count,
        Action<HttpRequestMessage>? change = null
    )
    {
        var shares = new Dictionary<string, int>();
        for (var i = 0; i < count; i++)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, "/");
            change?.Invoke(request);
            using var answer = await http.SendAsync(request, TestContext.Current.CancellationToken);
            var by = answer.Headers.TryGetValues("X-Backend", out var names)
                ? names.Single()
                : ((int)answer.StatusCode).ToString();
            shares[by] = shares.GetValueOrDefault(by) + 1;
        }
        return shares;
    }
}
