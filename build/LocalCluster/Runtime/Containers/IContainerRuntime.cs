using System.Text.Json.Nodes;
using LocalCluster.Api.Pods;
using LocalCluster.Objects;
using LocalCluster.Runtime.Images;
using LocalCluster.Runtime.Probes;
using LocalCluster.Runtime.Variables;

namespace LocalCluster.Runtime.Containers;

/// <summary>
/// Runs the containers of pods: as Docker containers, as processes, or simulated.
/// </summary>
internal interface IContainerRuntime
{
    /// <summary>What precedes container ids, for example <c>process://</c>.</summary>
    string Scheme { get; }

    /// <summary>The addresses that its pods get.</summary>
    PodAddresses Addresses(AddressBlock block);

    /// <summary>Whether its containers are reached over the network.</summary>
    bool TakesTraffic { get; }

    /// <summary>How users reach its containers.</summary>
    IContainerStreams Streams { get; }

    /// <summary>
    /// Removes what an earlier run of the cluster left: processes, and files of deleted pods.
    /// </summary>
    /// <param name="pods">The uids of the pods that there are.</param>
    Task RecoverAsync(IReadOnlySet<string> pods);

    /// <summary>Makes a container's image available.</summary>
    /// <param name="pod">The pod.</param>
    /// <param name="container">The container.</param>
    /// <param name="credentials">Pull credentials, tried one after the other.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <returns>The image's id for the status, and whether it had to be fetched.</returns>
    /// <exception cref="ImagePullException">The image cannot be pulled.</exception>
    Task<ImageHandle> PullAsync(
        JsonObject pod,
        JsonObject container,
        IReadOnlyList<RegistryCredential> credentials,
        CancellationToken cancellationToken
    );

    /// <summary>Whether a pull would contact the registry; decides which events are recorded.</summary>
    Task<bool> IsPresentAsync(JsonObject pod, JsonObject container);

    /// <summary>Makes the pod's volumes and keeps them up to date until the pod ends.</summary>
    /// <returns>When they must be rewritten even without changes; null for never.</returns>
    /// <exception cref="ContainerConfigurationException">A ConfigMap or Secret is missing.</exception>
    DateTimeOffset? PrepareVolumes(JsonObject pod, string podIp);

    /// <summary>
    /// Why what the containers of a pod share cannot be made, such as their network; null where it can.
    /// </summary>
    string? SandboxErrorOf(JsonObject pod) => null;

    /// <summary>Starts a container.</summary>
    /// <exception cref="ContainerConfigurationException">A ConfigMap, Secret or key is missing.</exception>
    /// <exception cref="ContainerStartException">The program cannot be run.</exception>
    Task<IRunningContainer> StartAsync(
        JsonObject pod,
        JsonObject container,
        ImageHandle image,
        string podIp,
        int restart,
        CancellationToken cancellationToken
    );

    /// <summary>
    /// The probe of a container that counts here: startupProbe, livenessProbe or readinessProbe; null for
    /// none.
    /// </summary>
    JsonObject? ProbeOf(JsonObject pod, JsonObject container, string kind);

    /// <summary>Looks once at a running container, or runs one of its hooks.</summary>
    Task<ProbeResult> ProbeAsync(
        JsonObject pod,
        JsonObject container,
        JsonObject probe,
        IRunningContainer running,
        string podIp,
        TimeSpan timeout,
        CancellationToken cancellationToken
    );

    /// <summary>
    /// Removes a pod's sandbox after all its containers have ended; its address is free then.
    /// </summary>
    Task ReleaseAsync(JsonObject pod);

    /// <summary>Removes the node's resources, after all pods are released.</summary>
    Task CloseAsync();

    /// <summary>Removes everything that was kept for a pod.</summary>
    void Forget(JsonObject pod);
}

/// <summary>A pulled image.</summary>
/// <param name="Id">For example <c>127.64.0.1:5000/movie@sha256:…</c>.</param>
/// <param name="Digest">The digest alone.</param>
internal sealed record ImageHandle(string Id, string Digest);

/// <summary>A container that was started.</summary>
internal interface IRunningContainer
{
    string Id { get; }

    DateTimeOffset StartedAt { get; }

    /// <summary>
    /// The host's path of the file into which its program may write a last message; null if it has none.
    /// </summary>
    string? MessageFile { get; }

    /// <summary>The end of its output, read after it has ended.</summary>
    string LastOutput(int lines, int bytes);

    /// <summary>Ends with the container, after its last output was stored.</summary>
    Task<ContainerExit> Exited { get; }

    /// <summary>Asks it to stop (its stop signal, else SIGTERM).</summary>
    void Stop();

    /// <summary>Kills it and all its child processes.</summary>
    void Kill();
}

/// <summary>How a container ended.</summary>
/// <param name="Code">Exit code; 128 + n for signal n.</param>
/// <param name="FinishedAt">When.</param>
/// <param name="Reason">Why, if the exit code does not say it.</param>
internal sealed record ContainerExit(int Code, DateTimeOffset FinishedAt, string? Reason = null);
