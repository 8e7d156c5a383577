using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Nodes;
using LocalCluster.Objects;
using LocalCluster.Resources;
using LocalCluster.Runtime.Containers;
using LocalCluster.Runtime.Pods;
using LocalCluster.Runtime.Volumes;
using LocalCluster.Schema;
using LocalCluster.Watching;

namespace LocalCluster.Runtime;

/// <summary>Runs the pods that are assigned to this node.</summary>
internal sealed class Kubelet(NodeServices node, PodAddresses addresses) : IController
{
    private static readonly TimeSpan s_longestLeave = TimeSpan.FromSeconds(10);
    private readonly ConcurrentDictionary<ObjectName, (PodWorker Worker, Task Done)> _workers = new();
    private readonly Lock _gate = new();
    private volatile bool _isLeaving;

    public string Name => "kubelet";

    public IReadOnlyCollection<ResourceKind> Watches { get; } =
    [
        Kinds.Pod,
        Kinds.ConfigMap,
        Kinds.Secret,
        Kinds.Service,
        Kinds.EndpointSlice,
        Kinds.PersistentVolumeClaim,
        Kinds.ServiceAccount,
    ];

    public IEnumerable<ObjectName> Affected(Change change)
    {
        if (change.Kind == Kinds.Pod)
            return [ObjectName.Of(change.Object)];
        if (change.Kind == Kinds.Service)
            return [];
        if (!node.Runtime.TakesTraffic)
            return Showing(change);
        var ns = change.Object.NamespaceName();
        return _workers
            .Where(p =>
                p.Key.Namespace == ns && (change.Kind != Kinds.EndpointSlice || p.Value.Worker.IsEnding)
            )
            .Select(p => p.Key);
    }

    public TimeSpan? Reconcile(ObjectName key)
    {
        PodWorker? worker;
        JsonObject? pod;
        lock (_gate)
        {
            pod = node.View.Get(Kinds.Pod, key.Namespace, key.Name);
            worker = _workers.TryGetValue(key, out var known) ? known.Worker : null;
            if (worker is null && IsOurs(pod) && !Watching.Pods.IsFinished(pod))
                return Begin(key, pod);
        }
        if (worker is null && IsOurs(pod))
            RemoveFinished(pod);
        else if (pod is not null && pod.Uid() == worker?.Uid)
            worker.Update(pod);
        else
            worker?.Abort();
        return null;
    }

    /// <summary>Ends all containers because the cluster stops.</summary>
    public async Task LeaveAsync()
    {
        (PodWorker Worker, Task Done)[] workers;
        lock (_gate)
        {
            _isLeaving = true;
            workers = [.. _workers.Values];
        }
        foreach (var (worker, _) in workers)
            worker.Leave(node.Runtime.TakesTraffic ? s_longestLeave : TimeSpan.Zero);
        await Task.WhenAll(workers.Select(entry => entry.Done));
    }

    /// <summary>Pods with a volume of this ConfigMap or Secret.</summary>
    private IEnumerable<ObjectName> Showing(Change change) =>
        change.Kind == Kinds.ConfigMap || change.Kind == Kinds.Secret
            ? _workers
                .Where(p =>
                    p.Key.Namespace == change.Object.NamespaceName()
                    && PodVolumes.Uses(p.Value.Worker.Pod, change.Kind == Kinds.Secret, change.Object.Name())
                )
                .Select(p => p.Key)
            : [];

    private bool IsOurs([NotNullWhen(true)] JsonObject? pod) =>
        pod is not null && !_isLeaving && pod.Text("spec", "nodeName") == node.Name;

    private TimeSpan? Begin(ObjectName key, JsonObject pod)
    {
        if (addresses.Take(pod.Text("status", "podIP")) is not { } address)
            return NoAddress(pod);
        var worker = new PodWorker(node, pod, address);
        if (pod.IsBeingDeleted())
            worker.Update(pod);
        var start = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _workers[key] = (worker, LiveAsync(key, worker, start.Task));
        start.SetResult();
        return null;
    }

    private async Task LiveAsync(ObjectName key, PodWorker worker, Task start)
    {
        await start;
        try
        {
            await worker.RunAsync();
            await node.Runtime.ReleaseAsync(worker.Pod);
        }
        catch (Exception e)
        {
            node.Log($"Pod {key} did not stop cleanly: {e}");
        }
        addresses.Release(worker.Address);
        _workers.TryRemove(key, out _);
        worker.Dispose();
        // A pod of the same name may have been created meanwhile.
        if (node.View.Get(Kinds.Pod, key.Namespace, key.Name) is { } next && next.Uid() != worker.Uid)
            Reconcile(key);
    }

    private void RemoveFinished(JsonObject pod)
    {
        if (!pod.IsBeingDeleted())
            return;
        node.View.Delete(Kinds.Pod, pod, graceSeconds: 0);
        node.Runtime.Forget(pod);
    }

    private TimeSpan NoAddress(JsonObject pod)
    {
        node.Events.Warning(
            EventSource.Kubelet(node.Name),
            Kinds.Pod,
            pod,
            "FailedCreatePodSandBox",
            "Failed to create pod sandbox: all addresses for pods are taken"
        );
        return TimeSpan.FromSeconds(10);
    }
}
