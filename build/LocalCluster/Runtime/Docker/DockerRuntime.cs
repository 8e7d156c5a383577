using System.Text.Json.Nodes;
using Docker.DotNet;
using Docker.DotNet.Models;
using LocalCluster.Api.Pods;
using LocalCluster.Network;
using LocalCluster.Objects;
using LocalCluster.Runtime.Containers;
using LocalCluster.Runtime.Images;
using LocalCluster.Runtime.Logs;
using LocalCluster.Runtime.Probes;
using LocalCluster.Runtime.Variables;
using LocalCluster.Runtime.Volumes;
using LocalCluster.Watching;

namespace LocalCluster.Runtime.Docker;

/// <summary>Dependencies of the Docker runtime.</summary>
/// <param name="Client">The engine.</param>
/// <param name="Labels">The labels of its resources.</param>
/// <param name="Bridge">The pods' network.</param>
/// <param name="Holder">Creates the pods' sandbox containers.</param>
/// <param name="Images">The engine's images.</param>
internal sealed record EngineParts(
    IDockerClient Client,
    EngineLabels Labels,
    PodBridge Bridge,
    PodHolder Holder,
    EngineImages Images
)
{
    public static EngineParts Of(IDockerClient client, string directory, PodGateway gateway)
    {
        var labels = new EngineLabels(directory);
        var bridge = new PodBridge(client, labels, gateway);
        return new EngineParts(
            client,
            labels,
            bridge,
            new PodHolder(client, labels, bridge),
            new EngineImages(client)
        );
    }
}

/// <summary>Pods as containers of the Docker Engine.</summary>
internal sealed class DockerRuntime(
    EngineParts engine,
    PodGateway gateway,
    PodEnvironments environments,
    PodFolders folders,
    PodVolumes volumes,
    PodLogs logs,
    ContainerProbe probe,
    EngineContainers running,
    TimeProvider time,
    Action<string> log
) : IContainerRuntime
{
    public const string Prefix = "docker://";

    public string Scheme => Prefix;

    public bool TakesTraffic => true;

    public IContainerStreams Streams => running;

    public PodAddresses Addresses(AddressBlock block) => PodAddresses.Of(gateway);

    public async Task RecoverAsync(IReadOnlySet<string> pods)
    {
        var removed = await engine.Holder.RemoveAllAsync();
        if (removed > 0)
            log($"Removed {removed} containers left by an earlier run of this cluster.");
        folders.Open(pods);
        await engine.Bridge.OpenAsync();
    }

    public Task<bool> IsPresentAsync(JsonObject pod, JsonObject container) =>
        engine.Images.IsPresentAsync(container);

    public Task<ImageHandle> PullAsync(
        JsonObject pod,
        JsonObject container,
        IReadOnlyList<RegistryCredential> credentials,
        CancellationToken cancellationToken
    ) => engine.Images.PullAsync(container, credentials, cancellationToken);

    public DateTimeOffset? PrepareVolumes(JsonObject pod, string podIp) => volumes.Write(pod, podIp);

    public async Task<IRunningContainer> StartAsync(
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
        var (reference, known) = await engine.Images.GetAsync(image);
        var hold = await engine.Holder.OfAsync(pod, podIp);
        var message = MessageFile.MakeFor(folders.Container(pod.Uid(), name));
        var binds = ContainerMounts.Of(container, volumes.Mounts(pod, container, environment), hold, message);
        var plan = ContainerPlan.Of(pod, container, known.Config, environment, hold, binds);
        plan.Image = reference;
        plan.Labels = engine.Labels.OfPod(pod.Uid());
        plan.Name = $"slipway-{pod.NamespaceName()}-{pod.Name()}-{name}-{pod.Uid()}-{restart}";
        var output = logs.Open(pod, name, restart);
        var made = "";
        try
        {
            made = (await engine.Client.Containers.CreateContainerAsync(plan, cancellationToken)).ID;
            var signal = known.Config?.StopSignal is { Length: > 0 } own ? own : "SIGTERM";
            var started = await EngineContainer.StartAsync(
                engine.Client,
                made,
                MainStreams.Of(container),
                output,
                message,
                signal,
                time
            );
            running.Add(pod, name, started);
            return started;
        }
        catch (DockerApiException e)
        {
            output.Dispose();
            if (made.Length > 0)
                await engine.Client.Containers.RemoveContainerAsync(
                    made,
                    new ContainerRemoveParameters { Force = true, RemoveVolumes = true },
                    CancellationToken.None
                );
            throw new ContainerStartException(EngineMessage.Of(e));
        }
    }

    public JsonObject? ProbeOf(JsonObject pod, JsonObject container, string kind) =>
        container.At(kind) as JsonObject;

    public Task<ProbeResult> ProbeAsync(
        JsonObject pod,
        JsonObject container,
        JsonObject handler,
        IRunningContainer started,
        string podIp,
        TimeSpan timeout,
        CancellationToken cancellationToken
    ) =>
        probe.LookAsync(
            container,
            handler,
            podIp,
            timeout,
            command =>
                ProbeCommand.RunAsync((EngineContainer)started, command, timeout, time, cancellationToken),
            cancellationToken
        );

    public async Task ReleaseAsync(JsonObject pod) => await engine.Holder.ReleaseAsync(pod.Uid());

    public async Task CloseAsync()
    {
        await engine.Holder.RemoveAllAsync();
        await engine.Bridge.CloseAsync();
        engine.Client.Dispose();
    }

    public void Forget(JsonObject pod)
    {
        logs.Forget(pod.Uid());
        volumes.Forget(pod);
        if (Directory.Exists(folders.Pod(pod.Uid())))
            Directory.Delete(folders.Pod(pod.Uid()), recursive: true);
    }
}
