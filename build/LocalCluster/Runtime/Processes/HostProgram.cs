using System.Diagnostics;
using LocalCluster.Api.Pods;
using LocalCluster.Runtime.Files;

namespace LocalCluster.Runtime.Processes;

/// <summary>
/// A program of the host with its streams, in a session of its own where the system has setsid(1): when it
/// ends, all that it started in its group ends with it.
/// </summary>
internal sealed class HostProgram : IDisposable
{
    private readonly Lock _gate = new();
    private readonly Process _process;
    private readonly Terminal? _terminal;
    private bool _isOver;

    private HostProgram(Process process, Terminal? terminal, ProgramStreams streams)
    {
        (_process, _terminal) = (process, terminal);
        Id = process.Id;
        Output = terminal?.Stream ?? process.StandardOutput.BaseStream;
        if (streams.HasInput)
            Input = terminal?.Stream ?? process.StandardInput.BaseStream;
        if (streams.HasErrors && terminal is null)
            Errors = process.StandardError.BaseStream;
        Exited = WaitAsync();
    }

    public int Id { get; }

    /// <summary>What it reads; null when it has no input.</summary>
    public Stream? Input { get; }

    /// <summary>What it writes. Reads of a terminal block a thread, and fail at its end.</summary>
    public Stream Output { get; }

    /// <summary>Its errors, where they were asked for and it has no terminal.</summary>
    public Stream? Errors { get; }

    public bool HasTerminal => _terminal is not null;

    /// <summary>Its exit code; 128 + n for signal n.</summary>
    public Task<int> Exited { get; }

    /// <exception cref="ContainerStartException">The system refused.</exception>
    public static HostProgram Start(Launch launch, bool hasInput, bool hasErrors, bool hasTerminal)
    {
        var terminal = hasTerminal ? Terminal.Open() : null;
        var streams = new ProgramStreams(hasInput, hasErrors, terminal?.Path);
        try
        {
            var process = ProcessStart.Begin(hasTerminal ? launch.WithTerminal() : launch, streams);
            return new HostProgram(process, terminal, streams);
        }
        catch
        {
            terminal?.Dispose();
            throw;
        }
    }

    /// <summary>Sends a signal to the program itself; SIGKILL goes to all of its group.</summary>
    public void Signal(int signal)
    {
        lock (_gate)
        {
            if (_isOver || _process.HasExited)
                return;
            if (signal != Posix.SigKill)
                Posix.Signal(Id, signal);
            else if (!ProcessStart.HasSessions || !Posix.Signal(-Id, signal))
                _process.Kill(entireProcessTree: true);
        }
    }

    /// <summary>Nothing more will be written to it. A terminal has no such end.</summary>
    public ValueTask EndInputAsync() =>
        Input is null || HasTerminal ? ValueTask.CompletedTask : Input.DisposeAsync();

    /// <summary>Resizes its terminal, if it has one.</summary>
    public void Resize(TerminalSize size) => _terminal?.Resize(size);

    /// <summary>Closes its streams.</summary>
    public void Dispose()
    {
        lock (_gate)
        {
            _isOver = true;
            Input?.Dispose();
            Output.Dispose();
            Errors?.Dispose();
            _terminal?.Dispose();
            _process.Dispose();
        }
    }

    private async Task<int> WaitAsync()
    {
        await _process.WaitForExitAsync();
        if (ProcessStart.HasSessions)
            Posix.Signal(-Id, Posix.SigKill);
        _terminal?.Release();
        lock (_gate)
            _isOver = true;
        return _process.ExitCode;
    }
}
