using System.Collections.Concurrent;
using System.Net.Http.Headers;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.Json.Nodes;
using LocalCluster.Hosting;

namespace LocalCluster.Tests.Hosting;

/// <summary>An API server without pods, spoken to over HTTPS.</summary>
public class ApiFixture : IAsyncLifetime
{
    private readonly TemporaryFolder _folder = new();
    private ClusterHost? _host;
    private HttpClient? _client;

    public ClusterHost Host => _host!;

    public HttpClient Client => _client!;

    /// <summary>The lines of the cluster's log; unexpected faults are among them.</summary>
    public ConcurrentQueue<string> Log { get; } = new();

    public async ValueTask InitializeAsync()
    {
        _host = await ClusterHost.StartAsync(
            Configure(
                new ClusterOptions(_folder.Path)
                {
                    Durable = false,
                    Runtime = RuntimeChoice.None,
                    Log = Log.Enqueue,
                }
            )
        );
        _client = Connect(_host, _folder.Path);
    }

    /// <summary>A client of the cluster of a folder, for its administrator.</summary>
    public static HttpClient Connect(string directory)
    {
        var record = JsonNode.Parse(File.ReadAllText(Path.Combine(directory, "cluster.json")))!;
        return Connect(new Uri($"{record["api"]}"), directory);
    }

    public static HttpClient Connect(ClusterHost host, string directory) => Connect(host.BaseUri, directory);

    public static HttpClient Connect(Uri api, string directory)
    {
        var policy = new X509ChainPolicy
        {
            TrustMode = X509ChainTrustMode.CustomRootTrust,
            RevocationMode = X509RevocationMode.NoCheck,
        };
        policy.CustomTrustStore.Add(
            X509CertificateLoader.LoadCertificateFromFile(Path.Combine(directory, "pki", "ca.crt"))
        );
        var handler = new SocketsHttpHandler();
        handler.SslOptions.CertificateChainPolicy = policy;
        var client = new HttpClient(handler) { BaseAddress = api };
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue(
            "Bearer",
            File.ReadAllText(Path.Combine(directory, "pki", "token"))
        );
        return client;
    }

    /// <summary>A new namespace, so that tests do not meet.</summary>
    public async Task<string> Namespace()
    {
        var name = "t" + Guid.NewGuid().ToString("N")[..8];
        await Send("POST", "/api/v1/namespaces", $$$"""{"metadata":{"name":"{{{name}}}"}}""");
        return name;
    }

    /// <summary>Sends a request; the code and the JSON of the answer.</summary>
    public async Task<(int Code, JsonObject Body)> Send(
        string method,
        string path,
        string? body = null,
        string media = "application/json",
        string? accept = null,
        string? token = null
    )
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), path);
        if (token is not null)
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        if (body is not null)
            request.Content = new StringContent(body, Encoding.UTF8, media);
        if (accept is not null)
            request.Headers.TryAddWithoutValidation("Accept", accept);
        using var answer = await Client.SendAsync(request);
        var text = await answer.Content.ReadAsStringAsync();
        return ((int)answer.StatusCode, JsonNode.Parse(text)!.AsObject());
    }

    public Task<(int Code, JsonObject Body)> Apply(
        string path,
        string manager,
        string body,
        bool force = false
    ) =>
        Send(
            "PATCH",
            $"{path}?fieldManager={manager}&force={(force ? "true" : "false")}",
            body,
            "application/apply-patch+yaml"
        );

    protected virtual ClusterOptions Configure(ClusterOptions options) => options;

    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        _client?.Dispose();
        if (_host is not null)
            await _host.DisposeAsync();
        _folder.Dispose();
    }
}
