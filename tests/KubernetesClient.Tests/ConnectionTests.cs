using System.Text;
using k8s;
using k8s.Exceptions;

namespace KubernetesClient.Tests;

public sealed class ConnectionTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("kubeconfig-").FullName;
    private readonly Authority _authority = new();

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task A_server_is_trusted_through_the_authority_in_the_kubeconfig()
    {
        await using var server = await EchoServer.StartAsync(_authority.Server("localhost"));
        Assert.Equal("Bearer secret|", await AskAsync(Cluster(server, AuthorityData()), "token: secret"));
    }

    [Fact]
    public async Task A_server_of_another_authority_is_refused()
    {
        await using var server = await EchoServer.StartAsync(new Authority().Server("localhost"));
        await Assert.ThrowsAsync<HttpRequestException>(() =>
            AskAsync(Cluster(server, AuthorityData()), "token: secret")
        );
    }

    [Fact]
    public async Task A_server_of_another_name_is_for_the_caller_to_refuse()
    {
        await using var server = await EchoServer.StartAsync(
            _authority.Server("api.example.com", withLoopback: false)
        );
        Assert.Equal("Bearer t|", await AskAsync(Cluster(server, AuthorityData()), "token: t"));
        var expected = AuthorityData() + "\n    tls-server-name: api.example.com";
        Assert.Equal("Bearer t|", await AskAsync(Cluster(server, expected), "token: t"));
    }

    [Fact]
    public async Task A_server_is_not_checked_where_the_kubeconfig_says_so()
    {
        await using var server = await EchoServer.StartAsync(
            new Authority().Server("elsewhere", withLoopback: false)
        );
        Assert.Equal(
            "Bearer t|",
            await AskAsync(Cluster(server, "insecure-skip-tls-verify: true"), "token: t")
        );
    }

    [Fact]
    public async Task Files_are_looked_for_beside_the_kubeconfig()
    {
        await using var server = await EchoServer.StartAsync(_authority.Server("localhost"));
        var (certificate, key) = _authority.Client("anna");
        Write("pki/ca.crt", _authority.Pem);
        Write("pki/anna.crt", certificate);
        Write("pki/anna.key", key);
        Assert.Equal(
            "|CN=anna",
            await AskAsync(
                Cluster(server, "certificate-authority: pki/ca.crt"),
                "client-certificate: pki/anna.crt\n    client-key: ./pki/anna.key"
            )
        );
    }

    [Fact]
    public async Task A_client_certificate_may_be_in_the_kubeconfig_itself()
    {
        await using var server = await EchoServer.StartAsync(_authority.Server("localhost"));
        var (certificate, key) = _authority.Client("bert");
        Assert.Equal(
            "|CN=bert",
            await AskAsync(
                Cluster(server, AuthorityData()),
                $"client-certificate-data: {Base64(certificate)}\n    client-key-data: {Base64(key)}"
            )
        );
    }

    [Fact]
    public async Task A_token_may_be_in_a_file_and_basic_authentication_is_known()
    {
        await using var server = await EchoServer.StartAsync(_authority.Server("localhost"));
        Write("token", "from-a-file\n");
        Assert.Equal(
            "Bearer from-a-file|",
            await AskAsync(Cluster(server, AuthorityData()), "tokenFile: token")
        );
        Assert.Equal(
            $"Basic {Base64("u:p")}|",
            await AskAsync(Cluster(server, AuthorityData()), "username: u\n    password: p")
        );
    }

    [Fact]
    public async Task Handlers_see_each_request_the_first_one_first()
    {
        await using var server = await EchoServer.StartAsync(_authority.Server("localhost"));
        var seen = new List<string>();
        var config = Load(Cluster(server, AuthorityData()), "token: t");
        using var client = new Kubernetes(config, new Seen("a", seen), new Seen("b", seen));
        await client.HttpClient.GetStringAsync(client.BaseUri, TestContext.Current.CancellationToken);
        Assert.Equal(["a", "b"], seen);
        Assert.Equal(Timeout.InfiniteTimeSpan, client.HttpClient.Timeout);
    }

    [Theory]
    [InlineData(
        "client-certificate-data: '%%'\n    client-key-data: eA==",
        "client-certificate-data is not base64"
    )]
    [InlineData("client-certificate-data: eA==\n    client-key-data: eA==", "cannot be read")]
    [InlineData("client-certificate: nowhere.crt\n    client-key: nowhere.key", "does not exist")]
    public void A_client_certificate_that_cannot_be_used_is_refused(string user, string expected)
    {
        var e = Assert.Throws<KubeConfigException>(() =>
        {
            using var client = new Kubernetes(
                Load("server: https://127.0.0.1:1\n    insecure-skip-tls-verify: true", user)
            );
        });
        Assert.Contains(expected, e.Message);
    }

    private async Task<string> AskAsync(string cluster, string user)
    {
        var config = Load(cluster, user);
        using var client = new Kubernetes(config);
        using var request = new HttpRequestMessage(HttpMethod.Get, client.BaseUri);
        request.Headers.Host = config.TlsServerName;
        if (client.Credentials is { } credentials)
            await credentials.ProcessHttpRequestAsync(request, TestContext.Current.CancellationToken);
        using var response = await client.HttpClient.SendAsync(
            request,
            TestContext.Current.CancellationToken
        );
        return await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
    }

    private KubernetesClientConfiguration Load(string cluster, string user)
    {
        var kubeconfig = Write(
            "config",
            $"""
            apiVersion: v1
            kind: Config
            current-context: one
            contexts:
            - name: one
              context: {"{cluster: c, user: u, namespace: shop}"}
            clusters:
            - name: c
              cluster:
                {cluster}
            users:
            - name: u
              user:
                {user}
            """
        );
        var config = KubernetesClientConfiguration.BuildConfigFromConfigFile(kubeconfig);
        Assert.Equal("shop", config.Namespace);
        return config;
    }

    private static string Cluster(EchoServer server, string trust) =>
        $"server: {server.Address}\n    {trust}";

    private string AuthorityData() => $"certificate-authority-data: {Base64(_authority.Pem)}";

    private static string Base64(string text) => Convert.ToBase64String(Encoding.UTF8.GetBytes(text));

    private string Write(string name, string text)
    {
        var path = Path.Combine(_folder, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
        return path;
    }

    private sealed class Seen(string name, List<string> seen) : DelegatingHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(
            HttpRequestMessage request,
            CancellationToken cancellationToken
        )
        {
            seen.Add(name);
            return base.SendAsync(request, cancellationToken);
        }
    }
}
