using System.Text.Json.Nodes;
using LocalCluster.Api.Pods;
using LocalCluster.Objects;
using LocalCluster.Runtime.Containers;
using LocalCluster.Runtime.Images;
using LocalCluster.Runtime.Probes;
using LocalCluster.Runtime.Status;
using LocalCluster.Runtime.Variables;
using LocalCluster.Runtime.Volumes;
using LocalCluster.Schema;
using LocalCluster.Watching;

namespace LocalCluster.Runtime.Simulated;

/// <summary>Runs nothing: pods behave as their annotations say, on the cluster's clock.</summary>
internal sealed class SimulatedRuntime(ClusterView view, TimeProvider time) : IContainerRuntime
{
    public string Scheme => "simulated://";

    public bool TakesTraffic => false;

    public IContainerStreams Streams { get; } = new UnreachableContainers();

    public PodAddresses Addresses(AddressBlock block) => PodAddresses.Imaginary();

    /// <summary>Nothing outlives a rehearsal.</summary>
    public Task RecoverAsync(IReadOnlySet<string> pods) => Task.CompletedTask;

    public Task<bool> IsPresentAsync(JsonObject pod, JsonObject container) =>
        Task.FromResult(Rehearsal.Of(pod, runsOn: true).PullError is null);

    public Task ReleaseAsync(JsonObject pod) => Task.CompletedTask;

    public Task CloseAsync() => Task.CompletedTask;

    public Task<ImageHandle> PullAsync(
        JsonObject pod,
        JsonObject container,
        IReadOnlyList<RegistryCredential> credentials,
        CancellationToken cancellationToken
    )
    {
        var image = container.Text("image") ?? "";
        var name = ImageName.TryParse(image, out var reason)
            ?? throw new ImagePullException("InvalidImageName", reason);
        if (Rehearsal.Of(pod, runsOn: true).PullError is { } error)
            throw new ImagePullException("ErrImagePull", error);
        var digest = name.Digest ?? "sha256:" + new string('0', 64);
        return Task.FromResult(new ImageHandle($"{name.Name}@{digest}", digest));
    }

    /// <summary>
    /// Creates none, since simulated containers do not read volumes; but what they show must be there.
    /// </summary>
    /// <exception cref="ContainerConfigurationException">A source that is not optional does not exist.</exception>
    public DateTimeOffset? PrepareVolumes(JsonObject pod, string podIp)
    {
        var ns = pod.NamespaceName();
        var content = new VolumeContent(
            pod,
            name => view.Get(Kinds.ConfigMap, ns, name),
            name => view.Get(Kinds.Secret, ns, name),
            _ => ""
        );
        foreach (var volume in pod.Items("spec", "volumes").Where(v => !IsAccountToken(v)))
        {
            try
            {
                content.Of(volume);
            }
            catch (ContainerConfigurationException e)
            {
                throw VolumeContent.SetUpFailed(volume.Text("name") ?? "", e.Message);
            }
        }
        return null;
    }

    public string? SandboxErrorOf(JsonObject pod) => Rehearsal.Of(pod, runsOn: true).SandboxError;

    public Task<IRunningContainer> StartAsync(
        JsonObject pod,
        JsonObject container,
        ImageHandle image,
        string podIp,
        int restart,
        CancellationToken cancellationToken
    ) => Task.FromResult<IRunningContainer>(new SimulatedContainer(Plan(pod, container), time));

    public JsonObject? ProbeOf(JsonObject pod, JsonObject container, string kind) =>
        kind == "readinessProbe" && Rehearsal.Of(pod, runsOn: true).ReadyAfter != TimeSpan.Zero ? [] : null;

    /// <summary>
    /// Completes when the container has become ready, so that callers need not poll.
    /// </summary>
    public async Task<ProbeResult> ProbeAsync(
        JsonObject pod,
        JsonObject container,
        JsonObject probe,
        IRunningContainer running,
        string podIp,
        TimeSpan timeout,
        CancellationToken cancellationToken
    )
    {
        var after = Rehearsal.Of(pod, runsOn: true).ReadyAfter;
        var left = after is null
            ? Timeout.InfiniteTimeSpan
            : running.StartedAt + after.Value - time.GetUtcNow();
        if (after is null || left > TimeSpan.Zero)
            await Task.Delay(left, time, cancellationToken);
        return ProbeResult.Passed;
    }

    public void Forget(JsonObject pod)
    {
        // Nothing was kept.
    }

    /// <summary>The annotations are about the main containers; a sidecar runs until it is stopped.</summary>
    private static Rehearsal Plan(JsonObject pod, JsonObject container)
    {
        var isInit = pod.Items("spec", "initContainers")
            .Any(init => init.Text("name") == container.Text("name"));
        if (isInit && ContainerRoles.OfInit(container) == ContainerRole.Sidecar)
            return Rehearsal.Of(pod, runsOn: true) with { ExitAfter = null };
        return Rehearsal.Of(pod, !isInit && (pod.Text("spec", "restartPolicy") ?? "Always") == "Always");
    }

    // Every pod has one, and its ConfigMap comes with the namespace.
    private static bool IsAccountToken(JsonObject volume) =>
        volume.Items("projected", "sources").Any(source => source.At("serviceAccountToken") is not null);
}
