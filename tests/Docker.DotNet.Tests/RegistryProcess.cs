using System.ComponentModel;
using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace Docker.DotNet.Tests;

/// <summary>
/// A real registry on loopback (docker-registry, CNCF Distribution), with its content in a folder of its own.
/// </summary>
internal sealed class RegistryProcess : IAsyncDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("slipway-");
    private readonly int _port = FreePort();
    private Process? _process;

    public string Address => $"127.0.0.1:{_port}";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    /// <summary>Starts it; where the program is missing, the test is skipped.</summary>
    public static async Task<RegistryProcess> StartAsync()
    {
        var registry = new RegistryProcess();
        await registry.RunAsync();
        return registry;
    }

    /// <summary>What the registry serves at a path.</summary>
    public async Task<HttpStatusCode> StatusAsync(string path)
    {
        using var http = new HttpClient();
        using var request = new HttpRequestMessage(HttpMethod.Get, $"http://{Address}{path}");
        request.Headers.Accept.ParseAdd("application/vnd.docker.distribution.manifest.v2+json");
        using var response = await http.SendAsync(request, Cancellation);
        return response.StatusCode;
    }

    public async ValueTask DisposeAsync()
    {
        if (_process is { } process)
        {
            process.Kill();
            await process.WaitForExitAsync(CancellationToken.None);
            process.Dispose();
        }
        _folder.Delete(recursive: true);
    }

    private async Task RunAsync()
    {
        var configuration = Path.Combine(_folder.FullName, "config.yml");
        await File.WriteAllTextAsync(configuration, $$"""
            version: 0.1
            log: { level: error, accesslog: { disabled: true } }
            storage: { filesystem: { rootdirectory: '{{_folder.FullName}}/content' } }
            http: { addr: '{{Address}}' }
            """, Cancellation);
        try
        {
            _process = Process.Start(new ProcessStartInfo("docker-registry", ["serve", configuration])
            {
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            })!;
            _process.BeginOutputReadLine();
            _process.BeginErrorReadLine();
        }
        catch (Win32Exception)
        {
            await DisposeAsync();
            Assert.Skip("docker-registry is not installed.");
        }
        await AnsweringAsync();
    }

    private async Task AnsweringAsync()
    {
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        deadline.CancelAfter(TimeSpan.FromSeconds(30));
        while (true)
        {
            Assert.False(_process!.HasExited, "docker-registry ended at once.");
            try
            {
                using var socket = new TcpClient();
                await socket.ConnectAsync(IPAddress.Loopback, _port, deadline.Token);
                return;
            }
            catch (SocketException)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System, deadline.Token);
            }
        }
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
