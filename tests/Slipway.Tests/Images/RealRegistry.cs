using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Slipway.Values;

namespace Slipway.Tests.Images;

/// <summary>
/// Debian's docker-registry on a free loopback port, with its storage in a temporary folder.
/// </summary>
internal sealed class RealRegistry : IAsyncDisposable
{
    public const string User = "ada";

    public const string Password = "secret";

    private readonly TemporaryFolder _folder;
    private readonly Process _process;

    private RealRegistry(TemporaryFolder folder, Process process, int port)
    {
        _folder = folder;
        _process = process;
        Host = $"127.0.0.1:{port}";
    }

    public string Host { get; }

    public ImageReference Repository(string name) => new(Host, name);

    /// <summary>Starts one; skips the test where the program is missing.</summary>
    /// <param name="withPassword">Whether only <see cref="User"/> may come in.</param>
    /// <param name="storage">Where it keeps what it gets; null for a folder that goes with it.</param>
    public static async Task<RealRegistry> StartAsync(bool withPassword = false, string? storage = null)
    {
        var program = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)
            .Select(folder => Path.Combine(folder, "docker-registry")).FirstOrDefault(File.Exists);
        Assert.SkipWhen(
            program is null, "docker-registry is not installed (Debian package docker-registry).");
        for (var attempt = 1; ; attempt++)
        {
            var registry = Start(program!, FreePort(), withPassword, storage);
            if (await registry.AnswersAsync())
                return registry;
            await registry.DisposeAsync();
            Assert.True(attempt < 3, "docker-registry does not start.");
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
            _process.Kill();
        await _process.WaitForExitAsync();
        _process.Dispose();
        _folder.Dispose();
    }

    private static RealRegistry Start(string program, int port, bool withPassword, string? storage)
    {
        var folder = new TemporaryFolder();
        // 'secret', hashed with bcrypt.
        folder.Write("htpasswd", $"{User}:$2y$05$abcdefghijklmnopqrstuuOQiyCxlgf/oeuTqixKmWdcYUh4Hjl0a\n");
        var root = storage ?? $"{folder.Path}/storage";
        var auth = withPassword
            ? $"auth: {{ htpasswd: {{ realm: test, path: {folder.Path}/htpasswd }} }}"
            : "";
        var config = folder.Write("config.yml", $$"""
            version: 0.1
            log: { level: error }
            storage: { filesystem: { rootdirectory: {{root}} }, delete: { enabled: true } }
            http: { addr: "127.0.0.1:{{port}}" }
            {{auth}}
            """);
        var process = Process.Start(new ProcessStartInfo(program, ["serve", config])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        process.OutputDataReceived += (_, _) => { };
        process.ErrorDataReceived += (_, _) => { };
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        return new RealRegistry(folder, process, port);
    }

    private async Task<bool> AnswersAsync()
    {
        using var http = new HttpClient();
        var deadline = Stopwatch.StartNew();
        while (deadline.Elapsed < TimeSpan.FromSeconds(30) && !_process.HasExited)
        {
            try
            {
                using var response = await http.GetAsync($"http://{Host}/v2/");
                return true;
            }
            catch (HttpRequestException)
            {
                await Task.Delay(20);
            }
        }
        return false;
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
