using MySql.Data.MySqlClient;

namespace User.Tests.Servers;

/// <summary>A MariaDB server with its data in a temporary folder; each test takes a database of its
/// own.</summary>
public sealed class MariaDb : IAsyncLifetime
{
    private readonly TemporaryFolder _folder = new("user-mariadb");
    private readonly int _port = ServerProcess.FreePort();
    private ServerProcess? _server;
    private int _databases;

    public async ValueTask InitializeAsync()
    {
        var program = FindOrNull("mariadbd");
        if (program is null || FindOrNull("mariadb-install-db") is not { } install)
            return;
        await ServerProcess.RunAsync(
            install, "--no-defaults", $"--datadir={Data}", "--auth-root-authentication-method=normal",
            "--skip-test-db", $"--user={Environment.UserName}", $"--tmpdir={_folder.Path}");
        await StartAsync();
    }

    /// <summary>The connection string of a new, empty database; skips the test where there is no
    /// server.</summary>
    public async Task<string> NewDatabaseAsync()
    {
        ServerProcess.Find("mariadbd", "mariadb-server");
        var name = $"users{Interlocked.Increment(ref _databases)}";
        await using var connection = new MySqlConnection(ConnectionString("mysql"));
        await connection.OpenAsync(TestContext.Current.CancellationToken);
        await new MySqlCommand($"CREATE DATABASE {name}", connection)
            .ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
        return ConnectionString(name);
    }

    public async Task StartAsync() => _server = await ServerProcess.StartAsync(
        _port, ServerProcess.Find("mariadbd", "mariadb-server"), "--no-defaults", $"--datadir={Data}",
        "--bind-address=127.0.0.1", $"--port={_port}", $"--socket={_folder.Path}/socket",
        $"--pid-file={_folder.Path}/pid", $"--user={Environment.UserName}", "--skip-log-bin",
            $"--tmpdir={_folder.Path}",
        "--innodb-buffer-pool-size=16M");

    public async Task KillAsync() => await _server!.DisposeAsync();

    public Task FreezeAsync() => _server!.FreezeAsync();

    public Task ThawAsync() => _server!.ThawAsync();

    public async ValueTask DisposeAsync()
    {
        if (_server is not null)
            await _server.DisposeAsync();
        _folder.Dispose();
    }

    private string Data => _folder.At("data");

    // A fixture cannot skip; the tests that use it do.
    private static string? FindOrNull(string program) =>
        (Environment.GetEnvironmentVariable("PATH") + ":/usr/sbin").Split(':')
        .Select(folder => Path.Combine(folder, program)).FirstOrDefault(File.Exists);

    private string ConnectionString(string database) =>
        $"Server=127.0.0.1;Port={_port};User ID=root;Database={database};SslMode=Disabled";
}
