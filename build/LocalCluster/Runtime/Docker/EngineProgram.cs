using System.IO.Pipelines;
using Docker.DotNet;
using Docker.DotNet.Models;
using LocalCluster.Api.Pods;

namespace LocalCluster.Runtime.Docker;

/// <summary>
/// An exec session in a container. The engine cannot kill it: it loses its streams, and ends with its
/// container at the latest.
/// </summary>
internal sealed class EngineProgram : IContainerProgram
{
    private readonly IDockerClient _engine;
    private readonly string _id;
    private readonly MultiplexedStream _stream;
    private readonly bool _hasTerminal;
    private readonly Pipe _output = new();
    private readonly Pipe _errors = new();

    private EngineProgram(IDockerClient engine, string id, MultiplexedStream stream, ExecRequest request)
    {
        (_engine, _id, _stream, _hasTerminal) = (engine, id, stream, request.HasTerminal);
        Input = request.HasInput ? new EngineInput(stream) : null;
        Output = _output.Reader.AsStream();
        Errors = request.HasTerminal ? null : _errors.Reader.AsStream();
        Exited = WaitAsync();
    }

    public Stream? Input { get; }

    public Stream Output { get; }

    public Stream? Errors { get; }

    public Task<int> Exited { get; }

    /// <exception cref="ContainerStartException">The engine refuses.</exception>
    public static async Task<EngineProgram> StartAsync(
        IDockerClient engine,
        string container,
        ExecRequest request,
        CancellationToken cancellationToken
    )
    {
        try
        {
            var made = await engine.Exec.ExecCreateContainerAsync(
                container,
                new ContainerExecCreateParameters
                {
                    Cmd = [.. request.Command],
                    AttachStdin = request.HasInput,
                    AttachStdout = true,
                    AttachStderr = true,
                    Tty = request.HasTerminal,
                    Env = request.HasTerminal ? ["TERM=xterm"] : null,
                },
                cancellationToken
            );
            var stream = await engine.Exec.StartAndAttachContainerExecAsync(
                made.ID,
                request.HasTerminal,
                cancellationToken
            );
            return new EngineProgram(engine, made.ID, stream, request);
        }
        catch (DockerApiException e)
        {
            throw new ContainerStartException($"failed to exec in container: {EngineMessage.Of(e)}");
        }
    }

    public ValueTask EndInputAsync()
    {
        if (Input is not null && !_hasTerminal)
            _stream.CloseWrite();
        return ValueTask.CompletedTask;
    }

    public void Resize(TerminalSize size) => _ = SetSizeAsync(size);

    public async ValueTask DisposeAsync()
    {
        _stream.Dispose();
        await Output.DisposeAsync();
        if (Errors is not null)
            await Errors.DisposeAsync();
    }

    private async Task<int> WaitAsync()
    {
        await EngineOutput.DrainAsync(_stream, async (part, isError) =>
            await (isError ? _errors : _output).Writer.WriteAsync(part)
        );
        await _output.Writer.CompleteAsync();
        await _errors.Writer.CompleteAsync();
        return (int)(await _engine.Exec.InspectContainerExecAsync(_id)).ExitCode;
    }

    private async Task SetSizeAsync(TerminalSize size)
    {
        try
        {
            await _engine.Exec.ResizeContainerExecTtyAsync(
                _id,
                new ContainerResizeParameters { Height = size.Height, Width = size.Width }
            );
        }
        catch (DockerApiException)
        {
            // It has ended.
        }
    }
}
