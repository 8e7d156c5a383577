using System.IO.Pipelines;
using LocalCluster.Api.Pods;

namespace LocalCluster.Runtime.Processes;

/// <summary>A container's main program, to which a client is attached.</summary>
internal sealed class AttachedProgram(ProcessContainer container, PipeReader output, bool takesInput)
    : IContainerProgram
{
    public Stream? Input => takesInput ? container.Input : null;

    public Stream Output { get; } = output.AsStream();

    public Stream? Errors => null;

    public Task<int> Exited { get; } = EndedAsync(container);

    public ValueTask EndInputAsync() => takesInput ? container.EndInputAsync() : ValueTask.CompletedTask;

    public void Resize(TerminalSize size) => container.Resize(size);

    public async ValueTask DisposeAsync()
    {
        await Output.DisposeAsync();
        await EndInputAsync();
    }

    private static async Task<int> EndedAsync(ProcessContainer container)
    {
        await container.Exited;
        return 0;
    }
}
