using LocalCluster.Api.Pods;
using LocalCluster.Runtime.Containers;
using LocalCluster.Runtime.Files;

namespace LocalCluster.Runtime.Processes;

/// <summary>One more program in a container, with a client's streams; it ends with its container.</summary>
internal sealed class ExecProgram : IContainerProgram
{
    private readonly HostProgram _program;
    private readonly string _folder;

    private ExecProgram(HostProgram program, string folder, Task containerExited)
    {
        _program = program;
        _folder = folder;
        Output = program.HasTerminal ? Terminal() : program.Output;
        _ = KillAfterAsync(containerExited);
    }

    public Stream? Input => _program.Input;

    public Stream Output { get; }

    public Stream? Errors => _program.Errors;

    public Task<int> Exited => _program.Exited;

    /// <param name="launch">The program.</param>
    /// <param name="request">Which streams it gets.</param>
    /// <param name="folder">The container's folder, where the process is noted.</param>
    /// <param name="containerExited">Ends the program too.</param>
    /// <exception cref="ContainerStartException">The system refused.</exception>
    public static ExecProgram Start(Launch launch, ExecRequest request, string folder, Task containerExited)
    {
        var program = HostProgram.Start(launch, request.HasInput, hasErrors: true, request.HasTerminal);
        ProcessLedger.Note(folder, program.Id);
        return new ExecProgram(program, folder, containerExited);
    }

    public ValueTask EndInputAsync() => _program.EndInputAsync();

    public void Resize(TerminalSize size) => _program.Resize(size);

    public async ValueTask DisposeAsync()
    {
        _program.Signal(Posix.SigKill);
        await Exited;
        ProcessLedger.Strike(_folder, _program.Id);
        await Output.DisposeAsync();
        _program.Dispose();
    }

    private Stream Terminal()
    {
        var taps = new OutputTaps();
        var reader = taps.Open();
        _ = OutputReading
            .BeginAsync(_program.Output, taps.Write)
            .ContinueWith(_ => taps.End(), TaskScheduler.Default);
        return reader.AsStream();
    }

    private async Task KillAfterAsync(Task containerExited)
    {
        await Task.WhenAny(containerExited, Exited);
        _program.Signal(Posix.SigKill);
    }
}
