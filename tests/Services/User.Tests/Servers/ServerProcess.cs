using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Running;

namespace User.Tests.Servers;

/// <summary>A server from a Debian package, as a process of this user on loopback; it ends with the
/// test.</summary>
internal sealed class ServerProcess : IAsyncDisposable
{
    private readonly Process _process;
    private readonly ConcurrentQueue<string> _output = new();

    private ServerProcess(Process process)
    {
        _process = process;
        _process.OutputDataReceived += (_, line) => _output.Enqueue(line.Data ?? "");
        _process.ErrorDataReceived += (_, line) => _output.Enqueue(line.Data ?? "");
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    /// <summary>Finds a program; skips the test where it is missing.</summary>
    public static string Find(string program, string package)
    {
        string[] folders = [.. (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator),
            "/usr/sbin", "/usr/local/sbin"];
        var found = folders.Select(folder => Path.Combine(folder, program)).FirstOrDefault(File.Exists);
        Assert.SkipWhen(found is null, $"{program} is not installed (Debian package {package}).");
        return found!;
    }

    /// <summary>Starts one and waits until its port answers.</summary>
    public static async Task<ServerProcess> StartAsync(int port, string program,
        params IEnumerable<string> arguments)
    {
        var server = new ServerProcess(Process.Start(Quiet(program, arguments))!);
        await Until.TrueAsync(async () => server._process.HasExited || await AnswersAsync(port));
        if (!server._process.HasExited)
            return server;
        await server._process.WaitForExitAsync();
        throw new InvalidOperationException($"{program} ended: {string.Join('\n', server._output)}");
    }

    /// <summary>Runs a program to its end.</summary>
    public static async Task RunAsync(string program, params IEnumerable<string> arguments)
    {
        using var process = Process.Start(Quiet(program, arguments))!;
        var said = process.StandardOutput.ReadToEndAsync();
        var errors = await process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync().WaitAsync(Until.Deadline);
        Assert.True(process.ExitCode == 0, $"{program} failed: {await said}{errors}");
    }

    public static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    /// <summary>Stops its work without its end (SIGSTOP): connections stay, and nobody answers on
    /// them.</summary>
    public Task FreezeAsync() => RunAsync("/bin/sh", "-c", $"kill -STOP {_process.Id}");

    /// <summary>Lets it go on (SIGCONT).</summary>
    public Task ThawAsync() => RunAsync("/bin/sh", "-c", $"kill -CONT {_process.Id}");

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
            _process.Kill();
        await _process.WaitForExitAsync();
        _process.Dispose();
    }

    private static ProcessStartInfo Quiet(string program, IEnumerable<string> arguments) =>
        new(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true };

    private static async Task<bool> AnswersAsync(int port)
    {
        using var client = new TcpClient();
        try
        {
            await client.ConnectAsync(IPAddress.Loopback, port);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
