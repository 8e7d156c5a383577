using System.Net;
using System.Net.Http.Headers;
using System.Text.Json.Nodes;
using LocalCluster.Objects;
using LocalCluster.Registry;
using LocalCluster.Tests.Support;

namespace LocalCluster.Tests.Registry;

/// <summary>Who may read and write the registry.</summary>
public sealed class RegistryAccessTests : IAsyncLifetime
{
    private const string SomeDigest =
        "sha256:0000000000000000000000000000000000000000000000000000000000000000";

    private readonly OwnRegistry _registry = new();
    private HttpClient _owner = null!;
    private HttpClient _anyone = null!;

    public async ValueTask InitializeAsync()
    {
        _owner = await _registry.StartAsync();
        _anyone = _registry.Client(password: null);
        await new TestImage([TestImage.File("a", "x")]).Push(_owner, "web", "1");
    }

    public ValueTask DisposeAsync() => _registry.DisposeAsync();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("POST", "/v2/web/blobs/uploads/")]
    [InlineData("POST", "/v2/web/blobs/uploads/?mount=" + SomeDigest + "&from=web")]
    [InlineData("GET", "/v2/web/blobs/uploads/0123456789abcdef0123456789abcdef")]
    [InlineData("PATCH", "/v2/web/blobs/uploads/0123456789abcdef0123456789abcdef")]
    [InlineData("PUT", "/v2/web/blobs/uploads/0123456789abcdef0123456789abcdef")]
    [InlineData("DELETE", "/v2/web/blobs/uploads/0123456789abcdef0123456789abcdef")]
    [InlineData("PUT", "/v2/web/manifests/1")]
    [InlineData("DELETE", "/v2/web/manifests/1")]
    [InlineData("DELETE", "/v2/web/blobs/" + SomeDigest)]
    public async Task Nobody_writes_without_the_token(string method, string path)
    {
        HttpClient[] clients = [_anyone, _registry.Client("wrong"), await WithTokenAsync(_anyone)];
        foreach (var client in clients)
        {
            using var request = new HttpRequestMessage(new HttpMethod(method), path);
            using var answer = await client.SendAsync(request, Cancellation);
            Assert.Equal((401, "UNAUTHORIZED"), await OwnRegistry.ErrorAsync(answer));
            var challenge = Assert.Single(answer.Headers.WwwAuthenticate);
            Assert.Equal("Bearer", challenge.Scheme);
            Assert.StartsWith(
                $"realm=\"http://{_registry.Host}/token\",service=\"slipway-local\",scope=\"repository:web:pull,push\"",
                challenge.Parameter
            );
        }
        Assert.Equal("""{"name":"web","tags":["1"]}""", await TagsAsync(_anyone));
    }

    [Fact]
    public async Task The_token_writes_as_password_as_bearer_and_in_exchange_for_one_that_expires()
    {
        var bearer = _registry.Client(password: null);
        bearer.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue(
            "Bearer",
            OwnRegistry.Token
        );
        var exchanged = await WithTokenAsync(_owner);
        foreach (var client in new[] { _owner, bearer, exchanged })
            await OwnRegistry.PushAsync(client, "web", "content");

        _registry.Time.Advance(RegistryTokens.Life);
        using var late = await exchanged.PostAsync("/v2/web/blobs/uploads/", null, Cancellation);
        Assert.Equal((401, "UNAUTHORIZED"), await OwnRegistry.ErrorAsync(late));
        Assert.Contains("error=\"invalid_token\"", late.Headers.WwwAuthenticate.Single().Parameter);
    }

    [Theory]
    [InlineData("Push.99999999999.")]
    [InlineData("Push.99999999999.00")]
    [InlineData("Pull.99999999999.00")]
    [InlineData("2.99999999999.00")]
    [InlineData("")]
    public async Task A_token_that_was_not_given_is_worth_nothing(string token)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/v2/web/tags/list");
        request.Headers.TryAddWithoutValidation("Authorization", $"Bearer {token}");
        using var answer = await _anyone.SendAsync(request, Cancellation);
        Assert.Equal((401, "UNAUTHORIZED"), await OwnRegistry.ErrorAsync(answer));
    }

    [Fact]
    public async Task Everybody_reads_and_learns_at_the_base_how_to_log_in()
    {
        Assert.Equal("""{"name":"web","tags":["1"]}""", await TagsAsync(_anyone));
        using var manifest = await _anyone.GetAsync("/v2/web/manifests/1", Cancellation);
        Assert.Equal(HttpStatusCode.OK, manifest.StatusCode);
        var layer = JsonNode
            .Parse(await manifest.Content.ReadAsStringAsync(Cancellation))
            .Items("layers")
            .Single();
        using var blob = await _anyone.GetAsync($"/v2/web/blobs/{layer.Text("digest")}", Cancellation);
        Assert.Equal(HttpStatusCode.OK, blob.StatusCode);

        // docker login and docker push ask here, and nowhere else, what they must send.
        using var asked = await _anyone.GetAsync("/v2/", Cancellation);
        Assert.Equal((401, "UNAUTHORIZED"), await OwnRegistry.ErrorAsync(asked));
        Assert.NotEmpty(asked.Headers.WwwAuthenticate);
        using var wrong = await _registry
            .Client("wrong")
            .GetAsync("/token?service=slipway-local", Cancellation);
        Assert.Equal((401, "UNAUTHORIZED"), await OwnRegistry.ErrorAsync(wrong));
        foreach (var client in new[] { _owner, await WithTokenAsync(_owner), await WithTokenAsync(_anyone) })
        {
            using var answer = await client.GetAsync("/v2/", Cancellation);
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        }
    }

    [Theory]
    [InlineData("evil.example", null)]
    [InlineData("127.0.0.1.evil.example:5000", null)]
    [InlineData("10.0.0.1:5000", null)]
    [InlineData("localhost", "http://evil.example")]
    [InlineData("localhost", "https://localhost.evil.example")]
    [InlineData("localhost", "null")]
    [InlineData("localhost", "http://127.0.0.1:8080, http://evil.example")]
    public async Task The_page_of_another_site_gets_nothing(string host, string? origin)
    {
        (HttpMethod, string)[] attempts =
        [
            (HttpMethod.Get, "/v2/_catalog"),
            (HttpMethod.Get, "/token"),
            (HttpMethod.Post, "/v2/web/blobs/uploads/"),
            (HttpMethod.Delete, "/v2/web/manifests/1"),
        ];
        foreach (var (method, path) in attempts)
        {
            using var request = new HttpRequestMessage(method, path);
            request.Headers.Host = host;
            if (origin is not null)
                request.Headers.TryAddWithoutValidation("Origin", origin);
            using var answer = await _owner.SendAsync(request, Cancellation);
            Assert.Equal((403, "DENIED"), await OwnRegistry.ErrorAsync(answer));
        }
    }

    [Theory]
    [InlineData("localhost:5000", null)]
    [InlineData("LOCALHOST", "http://localhost:3000")]
    [InlineData("127.80.16.1:5000", "https://127.0.0.1")]
    [InlineData("[::1]:5000", "http://[::1]:8080")]
    public async Task This_machine_is_answered_under_each_of_its_names(string host, string? origin)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/v2/_catalog");
        request.Headers.Host = host;
        if (origin is not null)
            request.Headers.TryAddWithoutValidation("Origin", origin);
        using var answer = await _anyone.SendAsync(request, Cancellation);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
    }

    /// <summary>A client with a token that it got for what another one sends.</summary>
    private async Task<HttpClient> WithTokenAsync(HttpClient client)
    {
        var answer = JsonNode.Parse(
            await client.GetStringAsync(
                "/token?service=slipway-local&scope=repository:web:pull,push&account=slipway",
                Cancellation
            )
        );
        Assert.Equal(answer.Text("token"), answer.Text("access_token"));
        Assert.Equal(300, answer.Number("expires_in"));
        var with = _registry.Client(password: null);
        with.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue(
            "Bearer",
            answer.Text("token")
        );
        return with;
    }

    private static Task<string> TagsAsync(HttpClient client) =>
        client.GetStringAsync("/v2/web/tags/list", Cancellation);
}
