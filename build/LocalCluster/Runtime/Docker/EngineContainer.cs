using Docker.DotNet;
using Docker.DotNet.Models;
using LocalCluster.Api.Pods;
using LocalCluster.Runtime.Containers;
using LocalCluster.Runtime.Files;
using LocalCluster.Runtime.Logs;

namespace LocalCluster.Runtime.Docker;

/// <summary>
/// A started Docker container. Its output is logged and copied to attached clients.
/// </summary>
internal sealed class EngineContainer : IRunningContainer, IReachableContainer
{
    private const int Killed = 128 + Posix.SigKill;
    private static readonly TimeSpan s_draining = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan s_reconnecting = TimeSpan.FromSeconds(1);
    private readonly IDockerClient _engine;
    private readonly string _id;
    private readonly MultiplexedStream _stream;
    private readonly MainStreams _streams;
    private readonly string _stopSignal;
    private readonly ContainerLog _log;
    private readonly OutputTaps _taps = new();
    private readonly TimeProvider _time;

    private EngineContainer(
        IDockerClient engine,
        string id,
        MultiplexedStream stream,
        MainStreams streams,
        ContainerLog log,
        string messageFile,
        string stopSignal,
        TimeProvider time
    )
    {
        (_engine, _id, _stream, _streams, _log) = (engine, id, stream, streams, log);
        (MessageFile, _stopSignal, _time) = (messageFile, stopSignal, time);
        StartedAt = time.GetUtcNow();
        Exited = WaitAsync(Task.Run(Drain));
    }

    public string Id => DockerRuntime.Prefix + _id;

    public DateTimeOffset StartedAt { get; }

    public string? MessageFile { get; }

    public Task<ContainerExit> Exited { get; }

    /// <summary>The process id on this machine; 0 if it ended at once.</summary>
    public required int ProcessId { get; init; }

    /// <summary>What its program reads; null when it has no input.</summary>
    public Stream? Input => _streams.HasInput ? new EngineInput(_stream) : null;

    /// <summary>Starts a container that was made.</summary>
    /// <param name="engine">The engine.</param>
    /// <param name="id">Its id.</param>
    /// <param name="streams">Its streams.</param>
    /// <param name="log">Takes its output; closed at the end.</param>
    /// <param name="messageFile">Where its program may leave a last message.</param>
    /// <param name="stopSignal">The signal that stops it.</param>
    /// <param name="time">The clock.</param>
    /// <exception cref="DockerApiException">The engine cannot run it.</exception>
    public static async Task<EngineContainer> StartAsync(
        IDockerClient engine,
        string id,
        MainStreams streams,
        ContainerLog log,
        string messageFile,
        string stopSignal,
        TimeProvider time
    )
    {
        var wanted = new ContainerAttachParameters
        {
            Stream = true,
            Stdin = streams.HasInput,
            Stdout = true,
            Stderr = true,
        };
        var stream = await engine.Containers.AttachContainerAsync(id, streams.HasTerminal, wanted);
        try
        {
            await engine.Containers.StartContainerAsync(id, null);
        }
        catch
        {
            stream.Dispose();
            throw;
        }
        var state = (await engine.Containers.InspectContainerAsync(id)).State;
        return new EngineContainer(engine, id, stream, streams, log, messageFile, stopSignal, time)
        {
            ProcessId = (int)(state?.Pid ?? 0),
        };
    }

    public string LastOutput(int lines, int bytes) => _log.Tail(lines, bytes);

    public void Stop() => _ = Signal(_stopSignal);

    public void Kill() => _ = Signal("SIGKILL");

    public async Task<IContainerProgram> ExecAsync(
        ExecRequest request,
        CancellationToken cancellationToken
    ) => await EngineProgram.StartAsync(_engine, _id, request, cancellationToken);

    public Task<IContainerProgram> AttachAsync(bool takesInput) =>
        Task.FromResult<IContainerProgram>(new AttachedContainer(this, _taps.Open(), takesInput));

    /// <summary>A client has closed its input; this ends an input with <c>stdinOnce</c>.</summary>
    public void EndInput()
    {
        if (_streams is { HasInput: true, IsOnce: true, HasTerminal: false })
            _stream.CloseWrite();
    }

    public async Task ResizeAsync(TerminalSize size)
    {
        if (_streams.HasTerminal && !Exited.IsCompleted)
            await QuietlyAsync(
                _engine.Containers.ResizeContainerTtyAsync(
                    _id,
                    new ContainerResizeParameters { Height = size.Height, Width = size.Width }
                )
            );
    }

    private Task Signal(string signal) =>
        QuietlyAsync(
            _engine.Containers.KillContainerAsync(_id, new ContainerKillParameters { Signal = signal })
        );

    private async Task<ContainerExit> WaitAsync(Task drained)
    {
        var (code, isOutOfMemory) = await EndedAsync();
        var finished = _time.GetUtcNow();
        _ = drained.ContinueWith(_ => _taps.End(), TaskScheduler.Default);
        await Task.WhenAny(drained, Task.Delay(s_draining, _time));
        _stream.Dispose();
        _log.Dispose();
        await QuietlyAsync(
            _engine.Containers.RemoveContainerAsync(
                _id,
                new ContainerRemoveParameters { Force = true, RemoveVolumes = true }
            )
        );
        return new ContainerExit(code, finished, isOutOfMemory ? "OOMKilled" : null);
    }

    private async Task<(int Code, bool IsOutOfMemory)> EndedAsync()
    {
        while (true)
        {
            try
            {
                var ended = await _engine.Containers.WaitContainerAsync(_id);
                var state = (await _engine.Containers.InspectContainerAsync(_id)).State;
                return ((int)ended.StatusCode, state?.OOMKilled == true);
            }
            catch (DockerContainerNotFoundException)
            {
                return (Killed, false);
            }
            catch (Exception e) when (e is HttpRequestException or IOException or TaskCanceledException)
            {
                // The engine is restarting, possibly with live-restore.
                await Task.Delay(s_reconnecting, _time);
            }
        }
    }

    private Task Drain() => EngineOutput.DrainAsync(_stream, (output, _) =>
        {
            _log.Write(output.Span);
            _taps.Write(output);
            return Task.CompletedTask;
        });

    /// <summary>Sends a request that fails only if the container has ended meanwhile.</summary>
    private static async Task QuietlyAsync(Task request)
    {
        try
        {
            await request;
        }
        catch (Exception e) when (e is DockerApiException or HttpRequestException)
        {
            // It has ended already; or the engine has, and its containers with it.
        }
    }
}
