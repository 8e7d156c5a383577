using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using LocalCluster.Api;
using LocalCluster.Controllers;
using LocalCluster.Runtime.Pods;
using LocalCluster.Schema;

namespace LocalCluster.Runtime;

/// <summary>Runs the pods that are assigned to this node.</summary>
internal sealed class Kubelet(NodeServices node, PodAddresses addresses) : IController
{
    private static readonly TimeSpan LongestLeave = TimeSpan.FromSeconds(10);
    private readonly ConcurrentDictionary<ObjectName, (PodWorker Worker, Task Done)> _workers = new();
    private volatile bool _isLeaving;

    public string Name => "kubelet";

    public IReadOnlyCollection<ResourceKind> Watches { get; } =
        [Kinds.Pod, Kinds.ConfigMap, Kinds.Secret, Kinds.Service, Kinds.EndpointSlice, Kinds.PersistentVolumeClaim];

    public IEnumerable<ObjectName> Affected(Change change)
    {
        if (change.Kind == Kinds.Pod)
            return [ObjectName.Of(change.Object)];
        if (change.Kind == Kinds.Service || !node.Runtime.TakesTraffic)
            return [];
        var ns = change.Object.NamespaceName();
        return _workers
            .Where(p => p.Key.Namespace == ns && (change.Kind != Kinds.EndpointSlice || p.Value.Worker.IsEnding))
            .Select(p => p.Key);
    }

    public TimeSpan? Reconcile(ObjectName key)
    {
        var pod = node.View.Get(Kinds.Pod, key.Namespace, key.Name);
        if (_workers.TryGetValue(key, out var known))
        {
            if (pod?.Uid() == known.Worker.Uid)
                known.Worker.Update(pod);
            else
                known.Worker.Abort();
            return null;
        }
        if (pod is null || pod.Text("spec", "nodeName") != node.Name || _isLeaving)
            return null;
        if (Controllers.Pods.IsFinished(pod))
            RemoveFinished(pod);
        else if (addresses.Take(pod.Text("status", "podIP")) is { } address)
            Begin(key, pod, address);
        else
            return NoAddress(pod);
        return null;
    }

    /// <summary>Ends all containers because the cluster stops.</summary>
    public async Task Leave()
    {
        _isLeaving = true;
        var workers = _workers.Values.ToArray();
        foreach (var (worker, _) in workers)
            worker.Leave(node.Runtime.TakesTraffic ? LongestLeave : TimeSpan.Zero);
        await Task.WhenAll(workers.Select(entry => entry.Done));
    }

    private void Begin(ObjectName key, JsonObject pod, string address)
    {
        var worker = new PodWorker(node, pod, address);
        if (pod.IsBeingDeleted())
            worker.Update(pod);
        var start = new TaskCompletionSource();
        _workers[key] = (worker, Live(key, worker, start.Task));
        start.SetResult();
    }

    private async Task Live(ObjectName key, PodWorker worker, Task start)
    {
        await start;
        await Task.Run(worker.Run);
        addresses.Release(worker.Address);
        _workers.TryRemove(key, out _);
        worker.Dispose();
        if (!_isLeaving && node.View.Get(Kinds.Pod, key.Namespace, key.Name) is not null)
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
        node.Events.Warning(EventSource.Kubelet(node.Name), Kinds.Pod, pod, "FailedCreatePodSandBox",
            "Failed to create pod sandbox: all addresses for pods are taken");
        return TimeSpan.FromSeconds(10);
    }
}
