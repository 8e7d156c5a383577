namespace User.Tests.Servers;

/// <summary>A Redis server that keeps nothing on disk; the tests that share it use addresses of their
/// own.</summary>
public sealed class Redis : IAsyncLifetime
{
    private readonly LoopbackPort _port = new();
    private ServerProcess? _server;

    /// <summary>How it is reached; skips the test where there is no server.</summary>
    public string Configuration
    {
        get
        {
            ExternalTool.Find("redis-server", "redis-server");
            return _port.Address;
        }
    }

    public async ValueTask InitializeAsync()
    {
        // A fixture cannot skip; the tests that use it do.
        if (ExternalTool.FindOrNull("redis-server") is not null)
            await StartAsync();
    }

    public async Task StartAsync() =>
        _server = await ServerProcess.StartAsync(
            ExternalTool.Find("redis-server", "redis-server"),
            ["--port", $"{_port.Number}", "--bind", "127.0.0.1", "--save", "", "--appendonly", "no"],
            "Ready to accept connections"
        );

    public async Task KillAsync() => await _server!.DisposeAsync();

    public Task FreezeAsync() => _server!.FreezeAsync();

    public Task ThawAsync() => _server!.ThawAsync();

    public async ValueTask DisposeAsync()
    {
        if (_server is not null)
            await _server.DisposeAsync();
        _port.Dispose();
    }
}
