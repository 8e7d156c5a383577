using System.Text.Json.Nodes;
using LocalCluster.Objects;
using LocalCluster.Resources;
using LocalCluster.Schema;
using LocalCluster.Watching;

namespace LocalCluster.Runtime.Pods;

/// <summary>
/// Runs one pod: its volumes, its containers in order, and its end.
/// </summary>
internal sealed class PodWorker : IDisposable
{
    private readonly PodContext _context;
    private readonly StatusWriter _status;
    private readonly VolumeKeeper _volumes;
    private readonly ActiveDeadline _deadline;

    public PodWorker(NodeServices node, JsonObject pod, string address)
    {
        var now = node.Time.GetUtcNow();
        _context = new PodContext(node, pod, address);
        _status = new StatusWriter(
            _context,
            ContainerRecords.Of(pod, "initContainerStatuses", pod.Items("spec", "initContainers"), now),
            ContainerRecords.Of(pod, "containerStatuses", pod.Items("spec", "containers"), now),
            now
        );
        _volumes = new VolumeKeeper(_context);
        _deadline = new ActiveDeadline(_context, _status, now);
    }

    public JsonObject Pod => _context.Pod;

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
            _volumes.Refresh();
            _deadline.Arm();
        }
        _status.Touch();
    }

    /// <summary>Ends the containers because the cluster stops; the pod itself stays.</summary>
    public void Leave(TimeSpan longest)
    {
        var grace = _context.UsualGrace;
        if (IsEnding)
            _context.AbortAfter(longest);
        else
            _context.End(grace < longest ? grace : longest);
    }

    /// <summary>Ends the containers at once because the pod is gone.</summary>
    public void Abort() => _context.Abort();

    /// <summary>
    /// Ends when the pod is deleted, or when its containers have ended after <see cref="Leave"/> or because
    /// it was active for longer than it may be.
    /// </summary>
    public async Task RunAsync()
    {
        try
        {
            _status.Touch();
            _deadline.Arm();
            await _volumes.UntilThereAsync();
            await new PodSandbox(_context).UntilThereAsync();
            await new ContainerOrder(_context, _status).UntilEndedAsync();
        }
        catch (OperationCanceledException) when (IsEnding)
        {
            // What had not started yet need not be stopped.
        }
        catch (Exception e)
        {
            _context.Node.Log($"Pod {ObjectName.Of(_context.Pod)} failed: {e}");
        }
        await _context.EndAsked;
        await _status.FlushedAsync();
        Finish();
    }

    public void Dispose()
    {
        _deadline.Dispose();
        _volumes.Dispose();
        _context.Dispose();
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
        catch (ApiException e) when (e.Code is 404 or 409)
        {
            // It is gone already; at most another pod has its name.
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
                $"The files of pod {ObjectName.Of(_context.Pod)} cannot be removed: {e.Message}"
            );
        }
    }
}
