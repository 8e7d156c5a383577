using System.Net;

namespace Docker.DotNet.Tests;

/// <summary>A real registry, and what it has.</summary>
internal sealed class RegistryProcess : IAsyncDisposable
{
    private readonly DockerRegistry _server;

    private RegistryProcess(DockerRegistry server) => _server = server;

    public string Address => _server.Host;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    /// <summary>Starts it; where the program is missing, the test is skipped.</summary>
    public static async Task<RegistryProcess> StartAsync() => new(await DockerRegistry.StartAsync());

    /// <summary>What the registry serves at a path.</summary>
    public async Task<HttpStatusCode> StatusAsync(string path)
    {
        using var http = new HttpClient();
        using var request = new HttpRequestMessage(HttpMethod.Get, $"http://{Address}{path}");
        request.Headers.Accept.ParseAdd("application/vnd.docker.distribution.manifest.v2+json");
        using var response = await http.SendAsync(request, Cancellation);
        return response.StatusCode;
    }

    public ValueTask DisposeAsync() => _server.DisposeAsync();
}
