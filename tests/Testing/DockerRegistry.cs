namespace Testing;

/// <summary>Debian's docker-registry (CNCF Distribution) on loopback.</summary>
internal sealed class DockerRegistry : IAsyncDisposable
{
    /// <summary>Who may come in where a password is asked for.</summary>
    public const string User = "ada";

    public const string Password = "secret";

    private readonly TemporaryFolder _folder;
    private readonly LoopbackPort _port;
    private readonly ServerProcess _process;

    private DockerRegistry(TemporaryFolder folder, LoopbackPort port, ServerProcess process)
    {
        _folder = folder;
        _port = port;
        _process = process;
    }

    public string Host => _port.Address;

    /// <summary>Starts one; skips the test where the program is missing.</summary>
    /// <param name="withPassword">Whether only <see cref="User"/> may come in.</param>
    /// <param name="storage">Where it keeps what it gets; null for a folder that goes with it.</param>
    public static async Task<DockerRegistry> StartAsync(bool withPassword = false, string? storage = null)
    {
        var program = ExternalTool.Find("docker-registry", "docker-registry");
        var (folder, port) = (new TemporaryFolder(), new LoopbackPort());
        try
        {
            // 'secret', hashed with bcrypt.
            folder.Write(
                "htpasswd",
                $"{User}:$2y$05$abcdefghijklmnopqrstuuOQiyCxlgf/oeuTqixKmWdcYUh4Hjl0a\n"
            );
            var auth = withPassword
                ? $"auth: {{ htpasswd: {{ realm: test, path: {folder.Path}/htpasswd }} }}"
                : "";
            var configuration = folder.Write(
                "config.yml",
                $$"""
                version: 0.1
                log: { level: info, accesslog: { disabled: true } }
                storage:
                  filesystem: { rootdirectory: {{storage ?? folder.At("storage")}} }
                  delete: { enabled: true }
                http: { addr: "{{port.Address}}" }
                {{auth}}
                """
            );
            return new DockerRegistry(
                folder,
                port,
                await ServerProcess.StartAsync(
                    program,
                    ["serve", configuration],
                    $"listening on {port.Address}"
                )
            );
        }
        catch
        {
            folder.Dispose();
            port.Dispose();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _process.DisposeAsync();
        _port.Dispose();
        _folder.Dispose();
    }
}
