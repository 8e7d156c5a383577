using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using LocalCluster.Objects;
using LocalCluster.Schema;
using LocalCluster.Tests.Support;

namespace LocalCluster.Tests.Network;

public sealed class GatewayExchangeTests(GatewayCluster cluster) : IClassFixture<GatewayCluster>
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Filters_change_headers_host_and_path()
    {
        using var http = await Routed(
            "filters",
            """
            [{matches: [{path: {value: /old}}], backendRefs: [{name: filters, port: 80}], filters: [
               {type: RequestHeaderModifier, requestHeaderModifier:
                 {set: [{name: X-Set, value: "1"}], add: [{name: X-Add, value: b}], remove: [X-Gone]}},
               {type: ResponseHeaderModifier,
                responseHeaderModifier: {add: [{name: X-Answer, value: "yes"}]}},
               {type: URLRewrite, urlRewrite: {hostname: inner.example,
                 path: {type: ReplacePrefixMatch, replacePrefixMatch: /new}}}]},
             {matches: [{path: {value: /moved}}], filters: [{type: RequestRedirect, requestRedirect:
               {hostname: other.example, statusCode: 301,
                path: {type: ReplaceFullPath, replaceFullPath: /there}}}]}]
            """
        );
        using var request = new HttpRequestMessage(HttpMethod.Get, "/old/a%20b?q=1");
        request.Headers.Add("X-Add", "a");
        request.Headers.Add("X-Gone", "x");
        request.Headers.Add("X-Hop", "x");
        request.Headers.Connection.Add("X-Hop");
        using var answer = await http.SendAsync(request, Cancellation);
        var seen = await answer.Content.ReadAsStringAsync(Cancellation);
        Assert.StartsWith("filters GET /new/a%20b?q=1\n", seen);
        Assert.Contains("\nhost: inner.example\n", seen);
        Assert.Contains("\nx-set: 1\n", seen);
        Assert.Contains("\nx-add: a, b\n", seen);
        Assert.DoesNotContain("x-gone", seen);
        Assert.DoesNotContain("x-hop", seen);
        Assert.Contains("\nx-forwarded-for: 127.0.0.1\n", seen);
        Assert.Contains($"\nx-forwarded-host: {http.BaseAddress!.Authority}\n", seen);
        Assert.Contains("\nx-forwarded-proto: http\n", seen);
        Assert.Equal("yes", answer.Headers.GetValues("X-Answer").Single());

        using var moved = await http.GetAsync("/moved/x?q=1", Cancellation);
        Assert.Equal(HttpStatusCode.MovedPermanently, moved.StatusCode);
        Assert.Equal("http://other.example:8080/there?q=1", moved.Headers.Location!.ToString());
    }

    [Fact]
    public async Task Bodies_stream_in_both_directions()
    {
        using var http = await Routed("stream", "[{backendRefs: [{name: stream, port: 80}]}]");
        using var answer = await http.GetAsync(
            "/stream",
            HttpCompletionOption.ResponseHeadersRead,
            Cancellation
        );
        using var lines = new StreamReader(await answer.Content.ReadAsStreamAsync(Cancellation));
        Assert.Equal("first", await lines.ReadLineAsync(Cancellation));
        Backend("stream").Go.SetResult();
        Assert.Equal("second", await lines.ReadLineAsync(Cancellation));

        var sent = RandomNumberGenerator.GetBytes(3 << 20);
        using var content = new ByteArrayContent(sent);
        using var echoed = await http.PostAsync("/body", content, Cancellation);
        Assert.Equal(sent, await echoed.Content.ReadAsByteArrayAsync(Cancellation));
    }

    [Fact]
    public async Task A_backend_that_takes_too_long_is_given_up()
    {
        using var http = await Routed(
            "late",
            """
            [{backendRefs: [{name: late, port: 80}], timeouts: {request: 200ms}}]
            """
        );
        using var answer = await http.GetAsync("/slow", Cancellation);
        Assert.Equal(HttpStatusCode.GatewayTimeout, answer.StatusCode);
    }

    [Theory]
    [InlineData("echo")]
    [InlineData("WebSocket")]
    public async Task A_connection_may_change_its_protocol(string protocol)
    {
        var name = $"upgrade-{protocol.ToLowerInvariant()}";
        using var http = await Routed(name, $"[{{backendRefs: [{{name: {name}, port: 80}}]}}]");
        using var client = new TcpClient();
        await client.ConnectAsync(http.BaseAddress!.Host, http.BaseAddress.Port, Cancellation);
        var stream = client.GetStream();
        var asked = $"GET /upgrade HTTP/1.1\r\nHost: a\r\nConnection: Upgrade\r\nUpgrade: {protocol}\r\n\r\n";
        await stream.WriteAsync(Encoding.ASCII.GetBytes(asked), Cancellation);
        using var reader = new StreamReader(stream, Encoding.ASCII);
        Assert.Equal("HTTP/1.1 101 Switching Protocols", await reader.ReadLineAsync(Cancellation));
        var headers = new List<string>();
        while (await reader.ReadLineAsync(Cancellation) is { Length: > 0 } line)
            headers.Add(line);
        Assert.Contains($"Upgrade: {protocol}", headers);
        await stream.WriteAsync("hello\n"u8.ToArray(), Cancellation);
        Assert.Equal("hello", await reader.ReadLineAsync(Cancellation));
    }

    [Fact]
    public async Task Tls_ends_at_the_listener_and_http2_reaches_a_backend_that_speaks_it()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=shop.example", key, HashAlgorithmName.SHA256);
        using var certificate = request.CreateSelfSigned(
            TimeProvider.System.GetUtcNow().AddHours(-1),
            TimeProvider.System.GetUtcNow().AddHours(1)
        );
        var secret = TestObjects.Json(
            "{'metadata': {'name': 'shop', 'namespace': 'default'}, "
                + "'type': 'kubernetes.io/tls', 'stringData': {} }"
        );
        secret["stringData"]!["tls.crt"] = certificate.ExportCertificatePem();
        secret["stringData"]!["tls.key"] = key.ExportPkcs8PrivateKeyPem();
        cluster.Resources.Create(Kinds.Secret, secret);
        await cluster.Serve("shop", http2: true);
        using var plain = await cluster.Gateway(
            "shop",
            "}, {name: tls, port: 8443, protocol: HTTPS, "
                + "hostname: shop.example, tls: {certificateRefs: [{name: shop}]}"
        );
        await cluster.Route("shop", "shop", "[{backendRefs: [{name: shop, port: 80}]}]");
        await GatewayTrafficTests.Routed(plain);
        using var handler = new SocketsHttpHandler { UseProxy = false };
        handler.SslOptions.RemoteCertificateValidationCallback = (_, shown, _, _) =>
            shown!.GetCertHashString() == certificate.GetCertHashString();
        handler.ConnectCallback = async (_, token) =>
        {
            var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
            await socket.ConnectAsync(plain.BaseAddress!.Host, 8443, token);
            return new NetworkStream(socket, ownsSocket: true);
        };
        using var http = new HttpClient(handler)
        {
            DefaultRequestVersion = HttpVersion.Version20,
            DefaultVersionPolicy = HttpVersionPolicy.RequestVersionExact,
        };
        using var answer = await http.GetAsync("https://shop.example:8443/trailers", Cancellation);
        Assert.Equal("body", await answer.Content.ReadAsStringAsync(Cancellation));
        Assert.Equal("HTTP/2", answer.Headers.GetValues("X-Protocol").Single());
        Assert.Equal("0", answer.TrailingHeaders.GetValues("grpc-status").Single());
    }

    private EchoBackend Backend(string name) => cluster.Backends.Single(b => b.Name == name);

    private async Task<HttpClient> Routed(string name, string rules)
    {
        await cluster.Serve(name);
        var http = await cluster.Gateway(name);
        await cluster.Route(name, name, rules);
        // The Gateway's status is written after the port has its new table.
        await Eventually.True(() =>
            cluster.Get(Kinds.Gateway, name).Items("status", "listeners").Single().Number("attachedRoutes")
            == 1
        );
        return http;
    }
}
