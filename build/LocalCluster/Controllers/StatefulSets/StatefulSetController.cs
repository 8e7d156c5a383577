using System.Text.Json.Nodes;
using LocalCluster.Controllers.Revisioned;
using LocalCluster.Objects;
using LocalCluster.Resources;
using LocalCluster.Schema;
using LocalCluster.Watching;
using Slipway.Formats;

namespace LocalCluster.Controllers.StatefulSets;

/// <summary>Manages the numbered pods of a StatefulSet, one after the other.</summary>
internal sealed class StatefulSetController(ClusterView view, EventRecorder events, TimeProvider time)
    : IController
{
    private readonly TemplateRevisions _revisions = new(view, Kinds.StatefulSet);

    public string Name => "statefulset-controller";

    public IReadOnlyCollection<ResourceKind> Watches { get; } =
    [Kinds.StatefulSet, Kinds.Pod, Kinds.ControllerRevision, Kinds.PersistentVolumeClaim];

    public IEnumerable<ObjectName> Affected(Change change) =>
        change.Kind == Kinds.PersistentVolumeClaim
            ? []
            : Interest.OwnerOrSelf(change, Kinds.StatefulSet, view);

    public TimeSpan? Reconcile(ObjectName key)
    {
        if (view.Get(Kinds.StatefulSet, key.Namespace, key.Name) is not { } set)
            return null;
        var selector = LabelSelector.Of(set.At("spec", "selector"));
        var owned = Owners.Claim(view, Kinds.StatefulSet, set, Kinds.Pod, selector);
        if (!set.IsBeingDeleted())
        {
            var newest = _revisions.Present(set);
            try
            {
                Step(set, owned, newest);
            }
            finally
            {
                // What it has seen is told even when a pod was refused.
                WriteStatus(set, view.OwnedBy(Kinds.Pod, set.Uid()), newest.Name());
            }
        }
        return Pods.UntilAvailable(owned, set.Number("spec", "minReadySeconds") ?? 0, time.GetUtcNow());
    }

    private void Step(JsonObject set, IReadOnlyList<JsonObject> owned, JsonObject newest)
    {
        var pods = new Dictionary<int, JsonObject>();
        foreach (var pod in owned)
        {
            if (StatefulPods.Ordinal(set, pod) is { } ordinal)
                pods[ordinal] = pod;
        }
        var step = StatefulStep.Next(set, pods, newest.Name());
        foreach (var ordinal in step.Create)
            Create(set, ordinal, newest);
        foreach (var pod in step.Delete)
        {
            view.Delete(Kinds.Pod, pod);
            events.Normal(
                EventSource.StatefulSet,
                Kinds.StatefulSet,
                set,
                "SuccessfulDelete",
                $"delete Pod {pod.Name()} in StatefulSet {set.Name()} successful"
            );
        }
    }

    /// <summary>Pods below the partition are created from the previous revision.</summary>
    private void Create(JsonObject set, int ordinal, JsonObject newest)
    {
        var current = set.Text("status", "currentRevision");
        var isOld = ordinal < StatefulStep.Partition(set) && current is not null && current != newest.Name();
        var template = isOld ? _revisions.Named(set, current) : null;
        foreach (var claim in StatefulPods.Claims(set, ordinal))
        {
            if (view.Get(Kinds.PersistentVolumeClaim, set.NamespaceName(), claim.Name()) is not null)
                continue;
            view.Create(Kinds.PersistentVolumeClaim, claim);
            events.Normal(
                EventSource.StatefulSet,
                Kinds.StatefulSet,
                set,
                "SuccessfulCreate",
                $"create Claim {claim.Name()} Pod {StatefulPods.Name(set, ordinal)} in StatefulSet "
                    + $"{set.Name()} success"
            );
        }
        var pod = StatefulPods.New(
            set,
            ordinal,
            template ?? set.At("spec", "template"),
            template is null ? newest.Name() : current!
        );
        try
        {
            view.Create(Kinds.Pod, pod);
        }
        catch (ApiException e) when (e.Code != 409)
        {
            events.Warning(
                EventSource.StatefulSet,
                Kinds.StatefulSet,
                set,
                "FailedCreate",
                $"create Pod {pod.Name()} in StatefulSet {set.Name()} failed error: {e.Message}"
            );
            throw;
        }
        events.Normal(
            EventSource.StatefulSet,
            Kinds.StatefulSet,
            set,
            "SuccessfulCreate",
            $"create Pod {pod.Name()} in StatefulSet {set.Name()} successful"
        );
    }

    private void WriteStatus(JsonObject set, IReadOnlyList<JsonObject> owned, string newest)
    {
        var pods = owned.Where(Pods.IsActive).ToArray();
        var now = time.GetUtcNow();
        var minReady = set.Number("spec", "minReadySeconds") ?? 0;
        var updated = set.Copy();
        var status = updated.Child("status");
        var current = status.Text("currentRevision") ?? newest;
        var isComplete =
            pods.Length == set.Count("spec", "replicas")
            && pods.All(pod => StatefulStep.IsOf(pod, newest) && Pods.IsReady(pod));
        if (isComplete)
            current = newest;
        status.SetOrOmit("observedGeneration", set.Number("metadata", "generation") ?? 0);
        status["replicas"] = pods.Length;
        status.SetOrOmit("readyReplicas", pods.Count(Pods.IsReady));
        status["availableReplicas"] = pods.Count(pod => Pods.IsAvailable(pod, minReady, now));
        status.SetOrOmit("currentReplicas", pods.Count(pod => StatefulStep.IsOf(pod, current)));
        status.SetOrOmit("updatedReplicas", pods.Count(pod => StatefulStep.IsOf(pod, newest)));
        status["currentRevision"] = current;
        status["updateRevision"] = newest;
        status["collisionCount"] = status.Count("collisionCount");
        if (!JsonNode.DeepEquals(updated, set))
            view.UpdateStatus(Kinds.StatefulSet, updated);
        if (isComplete)
            _revisions.Trim(set, [newest]);
    }
}
