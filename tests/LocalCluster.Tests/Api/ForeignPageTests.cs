using System.Text.Json.Nodes;
using LocalCluster.Objects;
using LocalCluster.Tests.Hosting;

namespace LocalCluster.Tests.Api;

/// <summary>Requests that a browser sends for the page of another site.</summary>
public sealed class ForeignPageTests(ApiFixture api) : IClassFixture<ApiFixture>
{
    [Theory]
    [InlineData("evil.example", null)]
    [InlineData("127.0.0.1.evil.example:6443", null)]
    [InlineData("127.0.0.1", "https://evil.example")]
    [InlineData("127.0.0.1", "null")]
    public async Task They_are_refused_whatever_they_bring_and_ask_for(string host, string? origin)
    {
        foreach (var path in new[] { "/api/v1/secrets", "/healthz", "/version", "/slipway/stop" })
        {
            var (code, body) = await Send(host, origin, path);
            Assert.Equal((403, "Status", "Forbidden"), (code, body.Text("kind"), body.Text("reason")));
            Assert.EndsWith(
                origin is null
                    ? $"Host '{host}' is not this machine: use its loopback address"
                    : $"Origin '{origin}' is not this machine: pages of other sites are not answered",
                body.Text("message")
            );
        }
    }

    [Theory]
    [InlineData("localhost:6443", "http://localhost:8001")]
    [InlineData("127.64.0.1", null)]
    [InlineData("kubernetes.default.svc", null)]
    [InlineData("kubernetes.default.svc:443", "https://kubernetes.default.svc")]
    public async Task This_machine_is_answered_under_each_of_its_names(string host, string? origin) =>
        Assert.Equal(200, (await Send(host, origin, "/version")).Code);

    private async Task<(int Code, JsonNode? Body)> Send(string host, string? origin, string path)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.Host = host;
        if (origin is not null)
            request.Headers.TryAddWithoutValidation("Origin", origin);
        // The browser checked the certificate of that name already, if it warned of it at all.
        using var handler = new SocketsHttpHandler();
        handler.SslOptions.RemoteCertificateValidationCallback = (_, certificate, _, _) =>
            certificate?.Subject == "CN=kube-apiserver";
        using var client = new HttpClient(handler) { BaseAddress = api.Host.BaseUri };
        client.DefaultRequestHeaders.Authorization = api.Client.DefaultRequestHeaders.Authorization;
        using var answer = await client.SendAsync(request, TestContext.Current.CancellationToken);
        return (
            (int)answer.StatusCode,
            JsonNode.Parse(await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken))
        );
    }
}
