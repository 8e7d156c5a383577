using System.Text.Json.Nodes;
using LocalCluster.Api.Pods;
using LocalCluster.Objects;
using LocalCluster.Runtime.Containers;
using LocalCluster.Runtime.Images;
using LocalCluster.Runtime.Logs;
using LocalCluster.Runtime.Probes;
using LocalCluster.Runtime.Variables;
using LocalCluster.Runtime.Volumes;

namespace LocalCluster.Runtime.Processes;

/// <summary>Pods as processes of the user who started the cluster, with the content of real images.</summary>
internal sealed class ProcessRuntime(
    PodEnvironments environments,
    PodFolders folders,
    ImageStore images,
    PodVolumes volumes,
    PodLogs logs,
    ContainerProbe probe,
    TimeProvider time,
    Action<string> log
) : IContainerRuntime
{
    private static readonly TimeSpan s_unusedLife = TimeSpan.FromDays(1);
    private readonly RunningProcesses _running = new();

    public string Scheme => "process://";

    public IContainerStreams Streams => new ProcessStreams(_running);

    public bool TakesTraffic => true;

    public PodAddresses Addresses(AddressBlock block) => PodAddresses.Of(block);

    public Task RecoverAsync(IReadOnlySet<string> pods)
    {
        var ended = new ProcessLedger(folders.All).EndAll();
        if (ended > 0)
            log($"Ended {ended} processes that an earlier life of this cluster left running.");
        folders.Open(pods);
        images.Collect(time.GetUtcNow() - s_unusedLife);
        return Task.CompletedTask;
    }

    public Task<bool> IsPresentAsync(JsonObject pod, JsonObject container) =>
        Task.FromResult(PullPolicy.Of(container) != "Always" && images.Find(Parse(container)) is not null);

    public async Task<ImageHandle> PullAsync(
        JsonObject pod,
        JsonObject container,
        IReadOnlyList<RegistryCredential> credentials,
        CancellationToken cancellationToken
    )
    {
        var name = Parse(container);
        var policy = PullPolicy.Of(container);
        var present = policy == "Always" ? null : images.Find(name);
        if (present is null && policy == "Never")
            throw PullPolicy.NeverPulled(container);
        present ??= await images.PullAsync(name, credentials, cancellationToken);
        return new ImageHandle($"{name.Name}@{present.Digest}", present.Digest);
    }

    public DateTimeOffset? PrepareVolumes(JsonObject pod, string podIp) => volumes.Write(pod, podIp);

    public Task<IRunningContainer> StartAsync(
        JsonObject pod,
        JsonObject container,
        ImageHandle image,
        string podIp,
        int restart,
        CancellationToken cancellationToken
    )
    {
        var name = container.Text("name") ?? "";
        var environment = environments.Of(pod, container, podIp);
        var unpacked = images.Find(Parse(container) with { Digest = image.Digest })
            ?? throw new ContainerStartException($"The image {image.Id} is gone.");
        var paths = ContainerFolders.Make(folders.Container(pod.Uid(), name));
        ContainerRoot.Create(unpacked.Root, paths.Root);
        volumes.Mount(pod, container, environment, paths.Root);
        var message = MessageFile.Make(container, paths.Root);
        paths = paths with
        {
            Kubeconfig = InClusterConfig.Write(
                pod,
                container,
                environment,
                folders.Container(pod.Uid(), name)
            ),
        };
        var launch = LaunchPlan.Of(pod, container, unpacked.Config, environment, paths, podIp);
        var output = logs.Open(pod, name, restart);
        if (ExecutableFormat.Refuse(launch.Program) is { } why)
            return Task.FromResult<IRunningContainer>(new FailedContainer(output, why, time.GetUtcNow()));
        var folder = folders.Container(pod.Uid(), name);
        var started = ProcessContainer.Start(
            launch,
            MainStreams.Of(container),
            output,
            folder,
            message,
            unpacked.Config.StopSignal,
            time
        );
        _running.Add(
            pod,
            new RunningProcess(started, container, unpacked.Config, launch.Variables, paths, folder)
        );
        return Task.FromResult<IRunningContainer>(started);
    }

    public JsonObject? ProbeOf(JsonObject pod, JsonObject container, string kind) =>
        container.At(kind) as JsonObject;

    public Task<ProbeResult> ProbeAsync(
        JsonObject pod,
        JsonObject container,
        JsonObject handler,
        IRunningContainer running,
        string podIp,
        TimeSpan timeout,
        CancellationToken cancellationToken
    ) =>
        probe.LookAsync(
            container,
            handler,
            podIp,
            timeout,
            command => ExecAsync(pod, container, command, timeout, cancellationToken),
            cancellationToken
        );

    /// <summary>Its processes have ended, and nothing else held it together.</summary>
    public Task ReleaseAsync(JsonObject pod) => Task.CompletedTask;

    public Task CloseAsync() => Task.CompletedTask;

    public void Forget(JsonObject pod)
    {
        logs.Forget(pod.Uid());
        volumes.Forget(pod);
        if (Directory.Exists(folders.Pod(pod.Uid())))
            Directory.Delete(folders.Pod(pod.Uid()), recursive: true);
    }

    private async Task<ProbeResult> ExecAsync(
        JsonObject pod,
        JsonObject container,
        string[] command,
        TimeSpan timeout,
        CancellationToken cancellationToken
    )
    {
        if (_running.Find(pod, container.Text("name") ?? "") is not { } running || command.Length == 0)
            return ProbeResult.Failed("the container is not running");
        try
        {
            return await CommandRun.CompleteAsync(
                running.Command(command),
                timeout,
                time,
                cancellationToken
            ) switch
            {
                null => ProbeResult.Failed($"command \"{string.Join(' ', command)}\" timed out"),
                (0, _) => ProbeResult.Passed,
                (_, var output) => ProbeResult.Failed(output),
            };
        }
        catch (ContainerStartException e)
        {
            return ProbeResult.Failed(e.Message);
        }
    }

    private static ImageName Parse(JsonObject container) => ImageName.Of(container);
}
