using System.Text.Json.Nodes;
using LocalCluster.Api;
using LocalCluster.Controllers;
using LocalCluster.Runtime.Status;
using LocalCluster.Runtime.Variables;
using LocalCluster.Schema;

namespace LocalCluster.Runtime.Pods;

/// <summary>
/// Lives through one pod: volumes, init containers one by one, containers side by side, and its end.
/// </summary>
internal sealed class PodWorker : IDisposable
{
    private static readonly TimeSpan VolumePause = TimeSpan.FromSeconds(10);
    private readonly PodContext _context;
    private readonly StatusWriter _status;
    private readonly JsonObject[] _init;
    private readonly JsonObject[] _containers;
    private bool _hasVolumes;

    public PodWorker(NodeServices node, JsonObject pod, string address)
    {
        var now = node.Time.GetUtcNow();
        _context = new PodContext(node, pod, address);
        _init = [.. pod.Items("spec", "initContainers")];
        _containers = [.. pod.Items("spec", "containers")];
        _status = new StatusWriter(
            _context, ContainerRecords.Of(pod, "initContainerStatuses", _init, now),
            ContainerRecords.Of(pod, "containerStatuses", _containers, now), now);
    }

    public string Uid => _context.Pod.Uid();

    public string Address => _context.Address;

    public bool IsEnding => _context.Ending.IsCancellationRequested;

    /// <summary>
    /// Takes the pod's latest state, or learns that a ConfigMap, Secret or endpoint list changed.
    /// </summary>
    public void Update(JsonObject pod)
    {
        _context.Pod = pod;
        if (pod.IsBeingDeleted())
        {
            var grace = TimeSpan.FromSeconds(pod.Number("metadata", "deletionGracePeriodSeconds") ?? 30);
            if (!IsEnding)
                _context.End(grace);
        }
        else
        {
            RefreshVolumes();
        }
        _status.Touch();
    }

    /// <summary>Ends the containers because the cluster stops; the pod itself stays.</summary>
    public void Leave(TimeSpan longest)
    {
        var grace = TimeSpan.FromSeconds(_context.Pod.Number("spec", "terminationGracePeriodSeconds") ?? 30);
        if (IsEnding)
            _context.AbortAfter(longest);
        else
            _context.End(grace < longest ? grace : longest);
    }

    /// <summary>Ends the containers at once because the pod is gone.</summary>
    public void Abort() => _context.Abort();

    /// <summary>
    /// Ends when the pod is deleted, or after <see cref="Leave"/> when its containers have ended.
    /// </summary>
    public async Task Run()
    {
        try
        {
            _status.Touch();
            await PrepareVolumes();
            await RunContainers();
        }
        catch (OperationCanceledException) when (IsEnding)
        {
            // What had not started yet need not be stopped.
        }
        catch (Exception e)
        {
            _context.Node.Log($"The pod {ObjectName.Of(_context.Pod)} cannot go on: {e}");
        }
        await Ending();
        await _status.Flushed();
        Finish();
    }

    public void Dispose() => _context.Dispose();

    private async Task RunContainers()
    {
        foreach (var container in _init)
        {
            if (_status.Record(container.Text("name")!).State is Terminated { ExitCode: 0 })
                continue;
            var code = await new ContainerWorker(_context, _status, container, isInit: true).UntilEnded();
            if (code != 0 || IsEnding)
                return;
        }
        var open = _containers.Where(c => _status.Record(c.Text("name")!).State is not Terminated);
        await Task.WhenAll(open.Select(container =>
            new ContainerWorker(_context, _status, container, isInit: false).UntilEnded()));
    }

    private async Task PrepareVolumes()
    {
        while (true)
        {
            var poked = _context.Poked;
            try
            {
                _context.Node.Runtime.PrepareVolumes(_context.Pod, _context.Address);
                _hasVolumes = true;
                return;
            }
            catch (ConfigurationFailure e)
            {
                _context.Warning("FailedMount", e.Message);
            }
            if (!poked.IsCompleted)
                await _context.Pause(VolumePause, orPoke: true);
        }
    }

    private void RefreshVolumes()
    {
        if (!_hasVolumes)
            return;
        try
        {
            _context.Node.Runtime.PrepareVolumes(_context.Pod, _context.Address);
        }
        catch (ConfigurationFailure)
        {
            // A running pod keeps what it has when its ConfigMap is deleted.
        }
    }

    private async Task Ending()
    {
        var ending = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var registration = _context.Ending.Register(() => ending.TrySetResult());
        await ending.Task;
    }

    /// <summary>
    /// Takes the pod out of the API when it was asked to end, and its files off the disk when it is gone.
    /// </summary>
    private void Finish()
    {
        var view = _context.Node.View;
        var pod = view.Get(Kinds.Pod, _context.Pod.NamespaceName(), _context.Pod.Name());
        try
        {
            if (pod is not null && pod.Uid() == Uid && pod.IsBeingDeleted())
            {
                view.Delete(Kinds.Pod, pod, graceSeconds: 0);
                pod = null;
            }
        }
        catch (ApiException e) when (e.Code == 404)
        {
            pod = null;
        }
        if (pod is null || pod.Uid() != Uid)
            Forget();
    }

    private void Forget()
    {
        try
        {
            _context.Node.Runtime.Forget(_context.Pod);
        }
        catch (IOException e)
        {
            // A process that left the container's group still writes there; the cluster's next start clears
            // it away.
            _context.Node.Log(
                $"The files of pod {ObjectName.Of(_context.Pod)} cannot be removed: {e.Message}");
        }
    }
}
