using System.Collections.Concurrent;
using System.Diagnostics;

namespace Testing;

/// <summary>A server from a Debian package, as a process of this user; it ends with the test.</summary>
internal sealed class ServerProcess : IAsyncDisposable
{
    private static readonly TimeSpan s_deadline = TimeSpan.FromMinutes(2);

    private readonly Process _process;
    private readonly ConcurrentQueue<string> _output = new();
    private readonly TaskCompletionSource _ready = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private ServerProcess(string program, IEnumerable<string> arguments, string ready)
    {
        _process = new Process
        {
            StartInfo = new ProcessStartInfo(program, arguments)
            {
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            },
        };
        _process.OutputDataReceived += (_, line) => Take(line.Data, ready);
        _process.ErrorDataReceived += (_, line) => Take(line.Data, ready);
        _process.Start();
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    /// <summary>
    /// Starts one and waits until it says itself that it listens: whoever answers on a port may be someone
    /// else.
    /// </summary>
    /// <param name="program">Its path.</param>
    /// <param name="arguments">Its arguments.</param>
    /// <param name="ready">A part of the line in which it says so.</param>
    public static async Task<ServerProcess> StartAsync(
        string program,
        IEnumerable<string> arguments,
        string ready
    )
    {
        var server = new ServerProcess(program, arguments, ready);
        var ended = server._process.WaitForExitAsync();
        var isOver =
            await Task.WhenAny(server._ready.Task, ended, Task.Delay(s_deadline)) != server._ready.Task;
        if (!isOver)
            return server;
        var output = string.Join('\n', server._output);
        await server.DisposeAsync();
        throw new InvalidOperationException(
            ended.IsCompleted
                ? $"{program} ended before it listened:\n{output}"
                : $"{program} did not say '{ready}' within {s_deadline}:\n{output}"
        );
    }

    /// <summary>Stops its work without its end (SIGSTOP): connections stay, and nobody answers on
    /// them.</summary>
    public Task FreezeAsync() => SignalAsync("STOP");

    /// <summary>Lets it go on (SIGCONT).</summary>
    public Task ThawAsync() => SignalAsync("CONT");

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
            _process.Kill();
        await _process.WaitForExitAsync();
        _process.Dispose();
    }

    private void Take(string? line, string ready)
    {
        if (line is null)
            return;
        _output.Enqueue(line);
        if (line.Contains(ready, StringComparison.Ordinal))
            _ready.TrySetResult();
    }

    private async Task SignalAsync(string name)
    {
        using var kill = Process.Start("/bin/sh", ["-c", $"kill -{name} {_process.Id}"]);
        await kill.WaitForExitAsync();
        Assert.Equal(0, kill.ExitCode);
    }
}
