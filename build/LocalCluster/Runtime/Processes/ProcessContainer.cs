using System.Diagnostics;
using System.Globalization;
using LocalCluster.Runtime.Logs;

namespace LocalCluster.Runtime.Processes;

/// <summary>
/// A container that runs as a process, in a session of its own where the system has setsid(1).
/// </summary>
internal sealed class ProcessContainer : IRunningContainer
{
    private const int ReaderStack = 128 << 10;
    private static readonly TimeSpan Draining = TimeSpan.FromSeconds(2);
    private readonly Lock _gate = new();
    private readonly Process _process;
    private readonly ContainerLog _log;
    private readonly string _folder;
    private readonly int _stopSignal;
    private readonly TimeProvider _time;
    private readonly TaskCompletionSource _drained = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private bool _isOver;

    private ProcessContainer(
        Process process, ContainerLog log, string folder, string messageFile, int stopSignal,
        TimeProvider time)
    {
        MessageFile = messageFile;
        _process = process;
        _log = log;
        _folder = folder;
        _stopSignal = stopSignal;
        _time = time;
        StartedAt = time.GetUtcNow();
        new Thread(Drain, ReaderStack) { IsBackground = true, Name = "container output" }.Start();
        Exited = Wait();
    }

    public string Id { get; } = "process://" + Guid.NewGuid().ToString("N") + Guid.NewGuid().ToString("N");

    public DateTimeOffset StartedAt { get; }

    public string? MessageFile { get; }

    public Task<ContainerExit> Exited { get; }

    public string LastOutput(int lines, int bytes) => _log.Tail(lines, bytes);

    /// <param name="launch">The program.</param>
    /// <param name="log">Takes its output; closed at the end.</param>
    /// <param name="folder">The container's folder, where the process is noted.</param>
    /// <param name="messageFile">Where its program may leave a last message.</param>
    /// <param name="stopSignal">What the image asks to be stopped with.</param>
    /// <param name="time">The clock.</param>
    public static ProcessContainer Start(
        Launch launch, ContainerLog log, string folder, string messageFile, string stopSignal,
        TimeProvider time)
    {
        var process = ProcessStart.Begin(launch);
        ProcessLedger.Note(folder, process.Id);
        return new ProcessContainer(process, log, folder, messageFile, Number(stopSignal), time);
    }

    public void Stop() => Send(_stopSignal);

    public void Kill() => Send(Posix.SigKill);

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

    /// <summary>
    /// The stop signal is for the program itself, as in a container; the end is for all that it started.
    /// </summary>
    private void Send(int signal)
    {
        lock (_gate)
        {
            if (_isOver || _process.HasExited)
                return;
            if (signal != Posix.SigKill)
                Posix.Signal(_process.Id, signal);
            else if (!ProcessStart.HasSessions || !Posix.Signal(-_process.Id, signal))
                _process.Kill(entireProcessTree: true);
        }
    }

    private async Task<ContainerExit> Wait()
    {
        await _process.WaitForExitAsync();
        var finished = _time.GetUtcNow();
        if (ProcessStart.HasSessions)
            Posix.Signal(-_process.Id, Posix.SigKill);
        await Task.WhenAny(_drained.Task, Task.Delay(Draining, _time));
        var code = _process.ExitCode;
        _log.Dispose();
        ProcessLedger.Strike(_folder);
        lock (_gate)
        {
            _isOver = true;
            _process.Dispose();
        }
        return new ContainerExit(code, finished);
    }

    private void Drain()
    {
        try
        {
            var buffer = new byte[8192];
            var output = _process.StandardOutput.BaseStream;
            int count;
            while ((count = output.Read(buffer)) > 0)
                _log.Write(buffer.AsSpan(0, count));
        }
        catch (Exception e) when (e is IOException or ObjectDisposedException)
        {
            // The pipe was closed because a grandchild kept it open past the container's end.
        }
        _drained.SetResult();
    }
}
