using System.Text.Json.Nodes;
using LocalCluster.Objects;
using LocalCluster.Resources;
using LocalCluster.Schema;
using LocalCluster.Watching;

namespace LocalCluster.Controllers.Scheduling;

/// <summary>Assigns pods to the node, or says why it cannot.</summary>
internal sealed class Scheduler(ClusterView view, EventRecorder events, TimeProvider time, string nodeName)
    : IController
{
    private const string OwnName = "default-scheduler";
    private readonly Lock _gate = new();

    public string Name => "scheduler";

    public IReadOnlyCollection<ResourceKind> Watches { get; } =
    [Kinds.Pod, Kinds.Node, Kinds.PersistentVolumeClaim];

    /// <summary>A finished pod or a changed node may make room for pending pods.</summary>
    public IEnumerable<ObjectName> Affected(Change change)
    {
        var isOpen = change.Kind == Kinds.Pod && change.Type != ChangeType.Deleted && IsOpen(change.Object);
        if (isOpen)
            return [ObjectName.Of(change.Object)];
        var makesRoom =
            change.Kind == Kinds.Node
            || (
                change.Kind == Kinds.PersistentVolumeClaim
                    ? change.Type == ChangeType.Added
                    : change.Type == ChangeType.Deleted || Pods.IsFinished(change.Object)
            );
        return makesRoom
            ? view.List(Kinds.Pod).Where(pod => IsOpen(pod) && IsRefused(pod)).Select(ObjectName.Of)
            : [];
    }

    public TimeSpan? Reconcile(ObjectName key)
    {
        lock (_gate)
        {
            if (view.Get(Kinds.Pod, key.Namespace, key.Name) is not { } pod || !IsOpen(pod))
                return null;
            if (view.Get(Kinds.Node, "", nodeName) is not { } node)
                return TimeSpan.FromSeconds(1);
            if (Gated(pod) is { } gates)
                Refuse(pod, "SchedulingGated", gates, tell: false);
            else if (NodeFit.MissingClaim(pod, name => Exists(pod, name)) is { } missing)
                Refuse(pod, "Unschedulable", missing, tell: true);
            else if (NodeFit.Refuse(pod, node, Running(pod)) is { } why)
                Refuse(pod, "Unschedulable", why, tell: true);
            else
                Bind(pod);
            return null;
        }
    }

    private bool Exists(JsonObject pod, string claim) =>
        view.Get(Kinds.PersistentVolumeClaim, pod.NamespaceName(), claim) is not null;

    private JsonObject[] Running(JsonObject pod) =>
        NodeFit.Requests(pod, "cpu") > 0 || NodeFit.Requests(pod, "memory") > 0
            ?
            [
                .. view.List(Kinds.Pod)
                    .Where(p => p.Text("spec", "nodeName") == nodeName && !Pods.IsFinished(p)),
            ]
            : [];

    private void Bind(JsonObject pod)
    {
        var bound = pod.Copy();
        bound.Child("spec")["nodeName"] = nodeName;
        view.Update(Kinds.Pod, bound);
        events.Normal(
            EventSource.Binding,
            Kinds.Pod,
            pod,
            "Scheduled",
            $"Successfully assigned {ObjectName.Of(pod)} to {nodeName}"
        );
    }

    private void Refuse(JsonObject pod, string reason, string message, bool tell)
    {
        var known = Conditions.Find(pod["status"], "PodScheduled");
        if (known.Text("reason") == reason && known.Text("message") == message)
            return;
        var refused = pod.Copy();
        var condition = Conditions.Of("PodScheduled", "False", reason, message, time.GetUtcNow());
        condition["lastProbeTime"] = null;
        Conditions.Remove(refused.Child("status"), "PodScheduled");
        Conditions.Set(refused.Child("status"), condition);
        view.UpdateStatus(Kinds.Pod, refused);
        if (tell)
            events.Warning(EventSource.Scheduling, Kinds.Pod, pod, "FailedScheduling", message);
    }

    private static string? Gated(JsonObject pod)
    {
        var gates = pod.Items("spec", "schedulingGates").Select(gate => gate.Text("name")).ToArray();
        return gates.Length == 0 ? null : "Scheduling is blocked due to non-empty scheduling gates";
    }

    private static bool IsOpen(JsonObject pod) =>
        pod.Text("spec", "nodeName") is null or ""
        && !pod.IsBeingDeleted()
        && !Pods.IsFinished(pod)
        && (pod.Text("spec", "schedulerName") ?? OwnName) == OwnName;

    private static bool IsRefused(JsonObject pod) =>
        Conditions.Find(pod["status"], "PodScheduled") is not null;
}
