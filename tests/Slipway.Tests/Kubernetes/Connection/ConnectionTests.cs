using System.Text;
using Slipway.Kubernetes;
using Slipway.Kubernetes.Connection;

namespace Slipway.Tests.Kubernetes.Connection;

/// <summary>How an API server is believed, and how it is told who asks.</summary>
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
    public async Task A_server_of_another_name_is_refused_unless_the_kubeconfig_expects_that_name()
    {
        await using var server = await EchoServer.StartAsync(
            _authority.Server("api.example.com", withLoopback: false)
        );
        await Assert.ThrowsAsync<HttpRequestException>(() =>
            AskAsync(Cluster(server, AuthorityData()), "token: t")
        );
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
    public async Task A_renewed_token_counts_more_than_one_that_was_written_down()
    {
        await using var server = await EchoServer.StartAsync(_authority.Server("localhost"));
        Write("token", "renewed");
        Assert.Equal(
            "Bearer renewed|",
            await AskAsync(Cluster(server, AuthorityData()), "token: old\n    tokenFile: token")
        );
    }

    [Fact]
    public async Task A_user_without_credentials_sends_none()
    {
        await using var server = await EchoServer.StartAsync(_authority.Server("localhost"));
        Assert.Equal("|", await AskAsync(Cluster(server, AuthorityData()), "{}"));
        Assert.Equal("|", await AskAsync(Cluster(server, AuthorityData()), "null"));
    }

    [Fact]
    public async Task A_plugin_may_give_a_client_certificate()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "The plugin is a shell script.");
        await using var server = await EchoServer.StartAsync(_authority.Server("localhost"));
        var (certificate, key) = _authority.Client("carl");
        var status = new System.Text.Json.Nodes.JsonObject
        {
            ["clientCertificateData"] = certificate,
            ["clientKeyData"] = key,
        };
        Write(
            "answer",
            $$"""{"apiVersion":"client.authentication.k8s.io/v1","status":{{status.ToJsonString()}}}"""
        );
        Assert.Equal(
            "|CN=carl",
            await AskAsync(
                Cluster(server, AuthorityData()),
                "exec: {apiVersion: client.authentication.k8s.io/v1, command: cat, args: ["
                    + Path.Combine(_folder, "answer")
                    + "]}"
            )
        );
    }

    private async Task<string> AskAsync(string cluster, string user)
    {
        var (config, _) = await Kubeconfig.ChooseAsync(Load(cluster, user), null, TimeProvider.System, Stop);
        Assert.Equal("shop", config.Namespace);
        using var client = ServerTrust.Client(config);
        using var request = new HttpRequestMessage(HttpMethod.Get, client.BaseUri);
        request.Headers.Host = config.TlsServerName;
        if (client.Credentials is { } credentials)
            await credentials.ProcessHttpRequestAsync(request, Stop);
        using var response = await client.HttpClient.SendAsync(request, Stop);
        return await response.Content.ReadAsStringAsync(Stop);
    }

    private string Load(string cluster, string user) =>
        Write(
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

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

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
}
