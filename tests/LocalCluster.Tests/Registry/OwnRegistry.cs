using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using LocalCluster.Objects;
using LocalCluster.Registry;
using LocalCluster.Tests.Support;
using Microsoft.AspNetCore.Builder;

namespace LocalCluster.Tests.Registry;

/// <summary>A registry without a cluster.</summary>
internal sealed class OwnRegistry : IAsyncDisposable
{
    public const string Token = "the-token";

    private readonly TemporaryFolder _folder = new();
    private readonly List<HttpClient> _clients = [];
    private WebApplication? _server;

    public ManualTime Time { get; } = new();

    public List<string> Log { get; } = [];

    /// <summary>Its host and port.</summary>
    public string Host => new Uri(_server!.Urls.Single()).Authority;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    /// <summary>Starts it; a client of who may write.</summary>
    public async Task<HttpClient> StartAsync()
    {
        var router = new RegistryRouter(_folder.Path, new RegistryTokens(Token, Time), Log.Add);
        _server = RegistryServer.Build(new IPEndPoint(IPAddress.Loopback, 0), router);
        await _server.StartAsync();
        return Client(Token);
    }

    /// <summary>A client with a password; without one for none.</summary>
    public HttpClient Client(string? password)
    {
        var address = new Uri($"http://{Host}");
        var client = password is null
            ? new HttpClient { BaseAddress = address }
            : ClusterRegistry.Client(address, password);
        _clients.Add(client);
        return client;
    }

    /// <summary>Pushes a blob in one piece; its digest.</summary>
    public static async Task<string> PushAsync(HttpClient http, string repository, string content)
    {
        var digest = TestImage.Digest(Encoding.UTF8.GetBytes(content));
        using var pushed = await http.PostAsync(
            $"/v2/{repository}/blobs/uploads/?digest={digest}",
            new StringContent(content),
            Cancellation
        );
        Assert.Equal(HttpStatusCode.Created, pushed.StatusCode);
        return digest;
    }

    /// <summary>Puts a manifest.</summary>
    public static Task<HttpResponseMessage> PutAsync(
        HttpClient http,
        string repository,
        string reference,
        string manifest,
        string type = "application/vnd.oci.image.manifest.v1+json"
    ) =>
        http.PutAsync(
            $"/v2/{repository}/manifests/{reference}",
            new StringContent(
                manifest,
                Encoding.UTF8,
                new System.Net.Http.Headers.MediaTypeHeaderValue(type)
            ),
            Cancellation
        );

    /// <summary>The status and the error code of an answer; each is JSON as the specification says.</summary>
    public static async Task<(int Status, string? Code)> ErrorAsync(HttpResponseMessage answer)
    {
        var text = await answer.Content.ReadAsStringAsync(Cancellation);
        if ((int)answer.StatusCode < 400 || text.Length == 0)
            return ((int)answer.StatusCode, null);
        Assert.Equal("application/json", answer.Content.Headers.ContentType?.MediaType);
        var error = Assert.Single(JsonNode.Parse(text).Items("errors"));
        Assert.NotEmpty(error.Text("message") ?? "");
        Assert.DoesNotContain(Path.GetTempPath(), text);
        return ((int)answer.StatusCode, error.Text("code"));
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var client in _clients)
            client.Dispose();
        if (_server is not null)
            await _server.DisposeAsync();
        _folder.Dispose();
        Assert.Empty(Log);
    }
}
