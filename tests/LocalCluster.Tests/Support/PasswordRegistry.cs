using System.Diagnostics;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Text;

namespace LocalCluster.Tests.Support;

/// <summary>Debian's docker-registry on a free loopback port, which lets only ada in.</summary>
internal sealed class PasswordRegistry : IAsyncDisposable
{
    public const string User = "ada";
    public const string Password = "secret";

    private readonly TemporaryFolder _folder = new();
    private readonly Process _process;

    private PasswordRegistry(string program)
    {
        Host = $"127.0.0.1:{FreePort()}";
        // 'secret', hashed with bcrypt.
        File.WriteAllText(_folder.At("htpasswd"),
            $"{User}:$2y$05$abcdefghijklmnopqrstuuOQiyCxlgf/oeuTqixKmWdcYUh4Hjl0a\n");
        File.WriteAllText(_folder.At("config.yml"), $$"""
            version: 0.1
            log: { level: error }
            storage: { filesystem: { rootdirectory: {{_folder.Path}}/storage } }
            http: { addr: "{{Host}}" }
            auth: { htpasswd: { realm: test, path: {{_folder.Path}}/htpasswd } }
            """);
        _process = Process.Start(new ProcessStartInfo(program, ["serve", _folder.At("config.yml")])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
        Client = new HttpClient { BaseAddress = new Uri($"http://{Host}") };
        Client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue(
            "Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{User}:{Password}")));
    }

    public string Host { get; }

    /// <summary>Ada's own.</summary>
    public HttpClient Client { get; }

    /// <summary>Starts one; skips the test where the program is missing.</summary>
    public static async Task<PasswordRegistry> Start()
    {
        var program = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)
            .Select(folder => Path.Combine(folder, "docker-registry")).FirstOrDefault(File.Exists);
        Assert.SkipWhen(
            program is null, "docker-registry is not installed (Debian package docker-registry).");
        var registry = new PasswordRegistry(program!);
        await Eventually.True(registry.Answers);
        return registry;
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        _process.Kill();
        await _process.WaitForExitAsync();
        _process.Dispose();
        _folder.Dispose();
    }

    private async Task<bool> Answers()
    {
        try
        {
            using var response = await Client.GetAsync("/v2/");
            return response.IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }

    private static int FreePort()
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        return ((IPEndPoint)socket.LocalEndPoint!).Port;
    }
}
