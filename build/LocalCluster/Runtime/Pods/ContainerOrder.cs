using System.Text.Json.Nodes;
using LocalCluster.Objects;
using LocalCluster.Runtime.Status;

namespace LocalCluster.Runtime.Pods;

/// <summary>
/// Runs the containers of a pod in their order: init containers one by one, the others side by side. A
/// sidecar lets the next container start as soon as it has started itself, and is stopped when all containers
/// after it have ended for good.
/// </summary>
internal sealed class ContainerOrder(PodContext context, StatusWriter status)
{
    /// <exception cref="OperationCanceledException">The pod is to end, and a container had not started
    /// yet.</exception>
    public async Task UntilEndedAsync()
    {
        var sidecars = new Stack<(TaskCompletionSource Stop, Task Ended)>();
        try
        {
            if (await InitializeAsync(sidecars))
                await Task.WhenAll(context.Pod.Items("spec", "containers").Where(IsOpen).Select(RunMain));
        }
        finally
        {
            while (sidecars.TryPop(out var sidecar))
            {
                sidecar.Stop.SetResult();
                await QuietlyAsync(sidecar.Ended);
            }
        }
    }

    /// <returns>Whether the main containers may start.</returns>
    private async Task<bool> InitializeAsync(Stack<(TaskCompletionSource Stop, Task Ended)> sidecars)
    {
        foreach (var container in context.Pod.Items("spec", "initContainers"))
        {
            if (ContainerRoles.OfInit(container) == ContainerRole.Sidecar)
            {
                var stop = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
                var worker = new ContainerWorker(
                    context,
                    status,
                    container,
                    ContainerRole.Sidecar,
                    stop.Task
                );
                var ended = worker.UntilEndedAsync();
                sidecars.Push((stop, ended));
                await await Task.WhenAny(worker.Started, ended, context.EndAsked);
            }
            else if (IsOpen(container))
            {
                var code = await new ContainerWorker(
                    context,
                    status,
                    container,
                    ContainerRole.Init,
                    context.EndAsked
                ).UntilEndedAsync();
                if (code != 0)
                    return false;
            }
            if (context.Ending.IsCancellationRequested)
                return false;
        }
        return true;
    }

    private Task<int> RunMain(JsonObject container) =>
        new ContainerWorker(
            context,
            status,
            container,
            ContainerRole.Main,
            context.EndAsked
        ).UntilEndedAsync();

    /// <summary>Whether it has yet to end for good; what had ended before the cluster started has.</summary>
    private bool IsOpen(JsonObject container) =>
        status.Record(container.Text("name")!).State is not Terminated;

    private static async Task QuietlyAsync(Task ended)
    {
        try
        {
            await ended;
        }
        catch (OperationCanceledException)
        {
            // It was stopped while it waited for its image or for its next start.
        }
    }
}
