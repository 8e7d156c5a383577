using System.IO.Pipelines;
using LocalCluster.Api.Pods;

namespace LocalCluster.Runtime.Docker;

/// <summary>A container's main program, to which a client is attached.</summary>
internal sealed class AttachedContainer(EngineContainer container, PipeReader output, bool takesInput)
    : IContainerProgram
{
    public Stream? Input { get; } = takesInput ? container.Input : null;

    public Stream Output { get; } = output.AsStream();

    public Stream? Errors => null;

    public Task<int> Exited { get; } = EndedAsync(container);

    public ValueTask EndInputAsync()
    {
        if (takesInput)
            container.EndInput();
        return ValueTask.CompletedTask;
    }

    public void Resize(TerminalSize size) => _ = container.ResizeAsync(size);

    public async ValueTask DisposeAsync()
    {
        await Output.DisposeAsync();
        await EndInputAsync();
    }

    private static async Task<int> EndedAsync(EngineContainer container)
    {
        await container.Exited;
        return 0;
    }
}
