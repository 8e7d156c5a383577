using System.Text.Json.Nodes;
using LocalCluster.Objects;
using LocalCluster.Resources;
using LocalCluster.Runtime.Status;
using LocalCluster.Schema;
using LocalCluster.Watching;

namespace LocalCluster.Runtime.Pods;

/// <summary>
/// Keeps a pod's status equal to its containers' records; changes that come while it writes are written as
/// one.
/// </summary>
internal sealed class StatusWriter(
    PodContext context,
    ContainerRecord[] init,
    ContainerRecord[] containers,
    DateTimeOffset startTime
)
{
    private readonly Lock _gate = new();
    private PodFailure? _failure;
    private bool _isDirty;
    private Task _writing = Task.CompletedTask;

    public ContainerRecord Record(string name)
    {
        lock (_gate)
            return (Array.Find(init, r => r.Name == name) ?? Array.Find(containers, r => r.Name == name))!;
    }

    public bool AllEnded
    {
        get
        {
            lock (_gate)
                return PodPhase.Of(context.Pod.Text("spec", "restartPolicy") ?? "Always", init, containers)
                    is "Succeeded"
                        or "Failed";
        }
    }

    /// <summary>Changes a container's record and has the status written.</summary>
    public void Change(string name, Func<ContainerRecord, ContainerRecord> change)
    {
        lock (_gate)
        {
            foreach (var records in new[] { init, containers })
            {
                var index = Array.FindIndex(records, r => r.Name == name);
                if (index >= 0)
                    records[index] = change(records[index]);
            }
        }
        Touch();
    }

    /// <summary>
    /// Marks the pod as failed, which shows as soon as none of its containers runs any more.
    /// </summary>
    public void Fail(PodFailure failure)
    {
        lock (_gate)
            _failure = failure;
        Touch();
    }

    /// <summary>Has the status written because something else that it depends on may have changed.</summary>
    public void Touch()
    {
        lock (_gate)
        {
            if (_isDirty)
                return;
            _isDirty = true;
            _writing = _writing.ContinueWith(_ => WriteAsync(), TaskScheduler.Default).Unwrap();
        }
    }

    /// <summary>Ends when everything known so far is written.</summary>
    public Task FlushedAsync()
    {
        lock (_gate)
            return _writing;
    }

    private async Task WriteAsync()
    {
        while (true)
        {
            try
            {
                WriteOnce();
                return;
            }
            catch (ApiException e) when (e.Code == 409)
            {
                context.Node.View.Refresh(Kinds.Pod, context.Pod.NamespaceName(), context.Pod.Name());
                await Task.Yield();
            }
            catch (ApiException e) when (e.Code == 404)
            {
                return;
            }
            catch (ApiException e)
            {
                context.Node.Log($"The status of pod {ObjectName.Of(context.Pod)} was refused: {e.Message}");
                return;
            }
        }
    }

    private void WriteOnce()
    {
        JsonObject? pod;
        JsonObject status;
        lock (_gate)
        {
            _isDirty = false;
            pod = context.Node.View.Get(Kinds.Pod, context.Pod.NamespaceName(), context.Pod.Name());
            if (pod is null || pod.Uid() != context.Pod.Uid())
                return;
            var place = new PodPlace(context.Node.Address, context.Address, startTime);
            status = PodStatus.Of(pod, place, init, containers, context.Node.Time.GetUtcNow(), _failure);
        }
        if (JsonNode.DeepEquals(status, pod["status"]))
            return;
        var updated = pod.Copy();
        updated["status"] = status;
        context.Node.View.UpdateStatus(Kinds.Pod, updated);
    }
}
