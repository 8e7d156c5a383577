using Slipway.Values;

namespace Slipway.Tests.Images;

/// <summary>A real registry, as the engine sees it.</summary>
internal sealed class RealRegistry : IAsyncDisposable
{
    public const string User = DockerRegistry.User;

    public const string Password = DockerRegistry.Password;

    private readonly DockerRegistry _server;

    private RealRegistry(DockerRegistry server) => _server = server;

    public string Host => _server.Host;

    public ImageReference Repository(string name) => new(Host, name);

    /// <summary>Starts one; skips the test where the program is missing.</summary>
    /// <param name="withPassword">Whether only <see cref="User"/> may come in.</param>
    /// <param name="storage">Where it keeps what it gets; null for a folder that goes with it.</param>
    public static async Task<RealRegistry> StartAsync(bool withPassword = false, string? storage = null) =>
        new(await DockerRegistry.StartAsync(withPassword, storage));

    public ValueTask DisposeAsync() => _server.DisposeAsync();
}
