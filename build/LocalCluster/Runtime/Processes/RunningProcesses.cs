using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using LocalCluster.Api.Pods;
using LocalCluster.Objects;
using LocalCluster.Runtime.Images;

namespace LocalCluster.Runtime.Processes;

/// <summary>The containers that run, by pod and name.</summary>
internal sealed class RunningProcesses
{
    private readonly ConcurrentDictionary<(string Pod, string Container), RunningProcess> _all = new();

    /// <summary>Keeps a container until it ends.</summary>
    public void Add(JsonObject pod, RunningProcess running)
    {
        var key = (pod.Uid(), running.Container.Text("name") ?? "");
        _all[key] = running;
        _ = running.Process.Exited.ContinueWith(
            _ => _all.TryRemove(KeyValuePair.Create(key, running)),
            TaskScheduler.Default
        );
    }

    /// <summary>A container that runs; null when it does not.</summary>
    public RunningProcess? Find(JsonObject pod, string container) =>
        _all.GetValueOrDefault((pod.Uid(), container));
}

/// <summary>A container that runs, with its surroundings.</summary>
/// <param name="Process">Its process.</param>
/// <param name="Container">Its description.</param>
/// <param name="Image">Its image.</param>
/// <param name="Variables">Its environment.</param>
/// <param name="Folders">Its folders.</param>
/// <param name="Folder">Where its processes are noted.</param>
internal sealed record RunningProcess(
    ProcessContainer Process,
    JsonObject Container,
    ImageConfig Image,
    IReadOnlyDictionary<string, string> Variables,
    ContainerFolders Folders,
    string Folder
) : IReachableContainer
{
    /// <summary>Another command with the same surroundings.</summary>
    /// <exception cref="ContainerStartException">There is no such program.</exception>
    public Launch Command(IReadOnlyList<string> command) =>
        LaunchPlan.Command(command, Container, Image, Variables, Folders);

    public Task<IContainerProgram> ExecAsync(ExecRequest request, CancellationToken cancellationToken)
    {
        try
        {
            var launch = Command(CopyCommand.Rooted(Folders.Root, request.Command));
            if (ExecutableFormat.Refuse(launch.Program) is { } why)
                throw new ProgramNotFound(why);
            return Task.FromResult<IContainerProgram>(
                ExecProgram.Start(launch, request, Folder, Process.Exited)
            );
        }
        catch (ProgramNotFound e)
        {
            throw new ContainerStartException(e.InRunningContainer);
        }
    }

    public Task<IContainerProgram> AttachAsync(bool takesInput) =>
        Task.FromResult<IContainerProgram>(Process.Attach(takesInput));
}
