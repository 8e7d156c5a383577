namespace LocalCluster.Tests.Support;

/// <summary>A real registry that lets only ada in.</summary>
internal sealed class PasswordRegistry : IAsyncDisposable
{
    public const string User = DockerRegistry.User;
    public const string Password = DockerRegistry.Password;

    private readonly DockerRegistry _server;

    private PasswordRegistry(DockerRegistry server)
    {
        _server = server;
        Client = ClusterRegistry.Client(new Uri($"http://{Host}"), Password, User);
    }

    public string Host => _server.Host;

    /// <summary>Ada's own.</summary>
    public HttpClient Client { get; }

    /// <summary>Starts one; skips the test where the program is missing.</summary>
    public static async Task<PasswordRegistry> Start() =>
        new(await DockerRegistry.StartAsync(withPassword: true));

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await _server.DisposeAsync();
    }
}
