using MySqlConnector;

namespace User.Tests.Servers;

/// <summary>A MariaDB server with its data in a temporary folder; each test takes a database of its
/// own.</summary>
public sealed class MariaDb : IAsyncLifetime
{
    private readonly TemporaryFolder _folder = new("user-mariadb");
    private readonly LoopbackPort _port = new();
    private ServerProcess? _server;
    private int _databases;

    public async ValueTask InitializeAsync()
    {
        // A fixture cannot skip; the tests that use it do.
        if (
            ExternalTool.FindOrNull("mariadbd") is null
            || ExternalTool.FindOrNull("mariadb-install-db") is not { } install
        )
            return;
        await ExternalTool.RunAsync(
            install,
            "--no-defaults",
            $"--datadir={Data}",
            "--auth-root-authentication-method=normal",
            "--skip-test-db",
            $"--user={Environment.UserName}",
            $"--tmpdir={_folder.Path}"
        );
        await StartAsync();
    }

    /// <summary>The connection string of a new, empty database; skips the test where there is no
    /// server.</summary>
    public async Task<string> NewDatabaseAsync()
    {
        ExternalTool.Find("mariadbd", "mariadb-server");
        var name = $"users{Interlocked.Increment(ref _databases)}";
        await using var connection = new MySqlConnection(ConnectionString("mysql"));
        await connection.OpenAsync(TestContext.Current.CancellationToken);
        await new MySqlCommand($"CREATE DATABASE {name}", connection).ExecuteNonQueryAsync(
            TestContext.Current.CancellationToken
        );
        return ConnectionString(name);
    }

    public async Task StartAsync() =>
        _server = await ServerProcess.StartAsync(
            ExternalTool.Find("mariadbd", "mariadb-server"),
            [
                "--no-defaults",
                $"--datadir={Data}",
                "--bind-address=127.0.0.1",
                $"--port={_port.Number}",
                $"--socket={_folder.Path}/socket",
                $"--pid-file={_folder.Path}/pid",
                $"--user={Environment.UserName}",
                "--skip-log-bin",
                $"--tmpdir={_folder.Path}",
                "--innodb-buffer-pool-size=16M",
            ],
            "ready for connections"
        );

    public async Task KillAsync() => await _server!.DisposeAsync();

    public Task FreezeAsync() => _server!.FreezeAsync();

    public Task ThawAsync() => _server!.ThawAsync();

    public async ValueTask DisposeAsync()
    {
        if (_server is not null)
            await _server.DisposeAsync();
        _port.Dispose();
        _folder.Dispose();
    }

    private string Data => _folder.At("data");

    private string ConnectionString(string database) =>
        $"Server=127.0.0.1;Port={_port.Number};User ID=root;Database={database};SslMode=Disabled";
}
