using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using Docker.DotNet;
using Docker.DotNet.Models;
using LocalCluster.Api.Pods;
using LocalCluster.Objects;
using LocalCluster.Watching;

namespace LocalCluster.Runtime.Docker;

/// <summary>
/// A pod's sandbox container, which only waits. It has the pod's address, host name and emptyDir volumes,
/// which so outlive the pod's own containers.
/// </summary>
/// <param name="Id">The container's id.</param>
/// <param name="Folders">Where the volumes are on the machine, by name.</param>
internal sealed record PodHold(string Id, IReadOnlyDictionary<string, string> Folders);

/// <summary>Creates and removes the pods' sandbox containers.</summary>
internal sealed class PodHolder(IDockerClient engine, EngineLabels labels, PodBridge bridge)
{
    private const string Place = "/volumes/";
    private static readonly ContainerRemoveParameters s_withVolumes = new()
    {
        Force = true,
        RemoveVolumes = true,
    };
    private readonly ConcurrentDictionary<string, Lazy<Task<PodHold>>> _pods = new();

    /// <summary>The sandbox of a pod, created when its first container starts.</summary>
    /// <exception cref="ContainerStartException">The engine refuses.</exception>
    public async Task<PodHold> OfAsync(JsonObject pod, string podIp)
    {
        var making = _pods.GetOrAdd(pod.Uid(), _ => new Lazy<Task<PodHold>>(() => MakeAsync(pod, podIp)));
        try
        {
            return await making.Value;
        }
        catch (DockerApiException e)
        {
            _pods.TryRemove(KeyValuePair.Create(pod.Uid(), making));
            throw new ContainerStartException($"failed to create pod sandbox: {EngineMessage.Of(e)}");
        }
    }

    /// <summary>Removes a pod with its volumes.</summary>
    public async Task ReleaseAsync(string uid)
    {
        if (!_pods.TryRemove(uid, out var made))
            return;
        try
        {
            await RemoveAsync((await made.Value).Id);
        }
        catch (DockerApiException)
        {
            // It could not be created, or was removed; leftovers are removed when the cluster starts
            // or stops.
        }
    }

    /// <summary>Removes all containers of the cluster with their volumes.</summary>
    /// <returns>How many there were.</returns>
    public async Task<int> RemoveAllAsync()
    {
        var left = await engine.Containers.ListContainersAsync(
            new ContainersListParameters { All = true, Filters = labels.Filter() }
        );
        foreach (var container in left)
            await RemoveAsync(container.ID);
        return left.Count;
    }

    private async Task<PodHold> MakeAsync(JsonObject pod, string podIp)
    {
        await HolderImage.MakeAsync(engine);
        var volumes = pod.Items("spec", "volumes")
            .Where(volume => volume.At("emptyDir") is not null)
            .Select(volume => Place + volume.Text("name"))
            .ToList();
        var made = await engine.Containers.CreateContainerAsync(
            new CreateContainerParameters
            {
                Name = $"slipway-{pod.NamespaceName()}-{pod.Name()}-{pod.Uid()}",
                Image = HolderImage.Name,
                Hostname = pod.Text("spec", "hostname") ?? pod.Name(),
                Cmd = volumes,
                Volumes = volumes.ToDictionary(path => path, _ => default(EmptyStruct)),
                Labels = labels.OfPod(pod.Uid()),
                NetworkingConfig = bridge.Member(podIp),
                HostConfig = new HostConfig
                {
                    NetworkMode = bridge.Name,
                    ReadonlyRootfs = true,
                    CapDrop = ["ALL"],
                    CapAdd = ["FOWNER"],
                    LogConfig = new LogConfig { Type = "none" },
                    ExtraHosts = [.. HostAliases(pod)],
                },
            }
        );
        await engine.Containers.StartContainerAsync(made.ID, null);
        var known = await engine.Containers.InspectContainerAsync(made.ID);
        return new PodHold(
            made.ID,
            (known.Mounts ?? [])
                .Where(mount => mount is { Source: not null, Destination: not null })
                .ToDictionary(mount => mount.Destination![Place.Length..], mount => mount.Source!)
        );
    }

    private static IEnumerable<string> HostAliases(JsonObject pod) =>
        pod.Items("spec", "hostAliases")
            .SelectMany(alias => alias.Strings("hostnames").Select(name => $"{name}:{alias.Text("ip")}"));

    private async Task RemoveAsync(string id)
    {
        try
        {
            await engine.Containers.RemoveContainerAsync(id, s_withVolumes);
        }
        catch (DockerContainerNotFoundException)
        {
            // It has been removed already.
        }
        catch (DockerApiException e) when (e.StatusCode == System.Net.HttpStatusCode.Conflict)
        {
            // It is being removed already.
        }
    }
}
