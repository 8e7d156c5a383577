using System.Globalization;
using LocalCluster.Api.Pods;
using LocalCluster.Runtime.Containers;
using LocalCluster.Runtime.Files;
using LocalCluster.Runtime.Logs;

namespace LocalCluster.Runtime.Processes;

/// <summary>A container that runs as a process. What it writes is logged and passed on to clients.</summary>
internal sealed class ProcessContainer : IRunningContainer
{
    private static readonly TimeSpan s_draining = TimeSpan.FromSeconds(2);
    private readonly HostProgram _program;
    private readonly MainStreams _streams;
    private readonly OutputTaps _taps = new();
    private readonly ContainerLog _log;
    private readonly string _folder;
    private readonly int _stopSignal;
    private readonly TimeProvider _time;

    private ProcessContainer(
        HostProgram program,
        MainStreams streams,
        ContainerLog log,
        string folder,
        string messageFile,
        int stopSignal,
        TimeProvider time
    )
    {
        MessageFile = messageFile;
        _program = program;
        _streams = streams;
        _log = log;
        _folder = folder;
        _stopSignal = stopSignal;
        _time = time;
        StartedAt = time.GetUtcNow();
        Exited = WaitAsync(OutputReading.BeginAsync(program.Output, Take));
    }

    public string Id { get; } = "process://" + Guid.NewGuid().ToString("N") + Guid.NewGuid().ToString("N");

    public DateTimeOffset StartedAt { get; }

    public string? MessageFile { get; }

    public Task<ContainerExit> Exited { get; }

    public string LastOutput(int lines, int bytes) => _log.Tail(lines, bytes);

    /// <summary>What it reads; null when it has no input.</summary>
    public Stream? Input => _program.Input;

    /// <param name="launch">The program.</param>
    /// <param name="streams">Its streams.</param>
    /// <param name="log">Takes its output; closed at the end.</param>
    /// <param name="folder">The container's folder, where the process is noted.</param>
    /// <param name="messageFile">Where its program may leave a last message.</param>
    /// <param name="stopSignal">What the image asks to be stopped with.</param>
    /// <param name="time">The clock.</param>
    /// <exception cref="ContainerStartException">The system refused.</exception>
    public static ProcessContainer Start(
        Launch launch,
        MainStreams streams,
        ContainerLog log,
        string folder,
        string messageFile,
        string stopSignal,
        TimeProvider time
    )
    {
        var program = HostProgram.Start(launch, streams.HasInput, hasErrors: false, streams.HasTerminal);
        ProcessLedger.Note(folder, program.Id);
        return new ProcessContainer(program, streams, log, folder, messageFile, Number(stopSignal), time);
    }

    /// <summary>Lets a client see its output from now on, and write to it where it has an input.</summary>
    public AttachedProgram Attach(bool takesInput) => new(this, _taps.Open(), takesInput);

    /// <summary>A client has closed its input; this ends an input with <c>stdinOnce</c>.</summary>
    public ValueTask EndInputAsync() => _streams.IsOnce ? _program.EndInputAsync() : ValueTask.CompletedTask;

    public void Resize(TerminalSize size) => _program.Resize(size);

    public void Stop() => _program.Signal(_stopSignal);

    public void Kill() => _program.Signal(Posix.SigKill);

    /// <summary>The number of SIGTERM, TERM or 15; SIGTERM when it is unknown.</summary>
    internal static int Number(string signal)
    {
        var name = signal.ToUpperInvariant().Replace("SIG", "", StringComparison.Ordinal);
        return name switch
        {
            "HUP" => 1,
            "INT" => 2,
            "QUIT" => 3,
            "KILL" => Posix.SigKill,
            "USR1" => 10,
            "USR2" => 12,
            _ => int.TryParse(name, CultureInfo.InvariantCulture, out var number) ? number : Posix.SigTerm,
        };
    }

    private async Task<ContainerExit> WaitAsync(Task drained)
    {
        var code = await _program.Exited;
        var finished = _time.GetUtcNow();
        _ = drained.ContinueWith(_ => _taps.End(), TaskScheduler.Default);
        await Task.WhenAny(drained, Task.Delay(s_draining, _time));
        _log.Dispose();
        ProcessLedger.Strike(_folder, _program.Id);
        _program.Dispose();
        return new ContainerExit(code, finished);
    }

    private void Take(ReadOnlyMemory<byte> output)
    {
        _log.Write(output.Span);
        _taps.Write(output);
    }
}
