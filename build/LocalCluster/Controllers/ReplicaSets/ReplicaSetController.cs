using System.Text.Json.Nodes;
using LocalCluster.Objects;
using LocalCluster.Resources;
using LocalCluster.Schema;
using LocalCluster.Watching;
using Slipway.Formats;

namespace LocalCluster.Controllers.ReplicaSets;

/// <summary>Keeps as many pods as a ReplicaSet asks for.</summary>
internal sealed class ReplicaSetController(ClusterView view, EventRecorder events, TimeProvider time)
    : IController
{
    private const int Burst = 500;

    public string Name => "replicaset-controller";

    public IReadOnlyCollection<ResourceKind> Watches { get; } = [Kinds.ReplicaSet, Kinds.Pod];

    public IEnumerable<ObjectName> Affected(Change change) =>
        Interest.OwnerOrSelf(change, Kinds.ReplicaSet, view);

    public TimeSpan? Reconcile(ObjectName key)
    {
        if (view.Get(Kinds.ReplicaSet, key.Namespace, key.Name) is not { } set)
            return null;
        var selector = LabelSelector.Of(set.At("spec", "selector"));
        var pods = Owners
            .Claim(view, Kinds.ReplicaSet, set, Kinds.Pod, selector)
            .Where(Pods.IsActive)
            .ToList();
        var failure = set.IsBeingDeleted() ? null : Fit(set, pods);
        var now = time.GetUtcNow();
        var status = ReplicaSetStatus.Of(set, pods, failure, now);
        if (!JsonNode.DeepEquals(status, set["status"]))
        {
            var updated = set.Copy();
            updated["status"] = status;
            view.UpdateStatus(Kinds.ReplicaSet, updated);
        }
        if (failure is not null)
            return TimeSpan.FromSeconds(5);
        return Pods.UntilAvailable(pods, set.Number("spec", "minReadySeconds") ?? 0, now);
    }

    private ReplicaSetFailure? Fit(JsonObject set, List<JsonObject> pods)
    {
        var missing = set.Count("spec", "replicas") - pods.Count;
        return missing > 0
            ? Add(set, pods, Math.Min(missing, Burst))
            : Remove(set, pods, Math.Min(-missing, Burst));
    }

    private ReplicaSetFailure? Add(JsonObject set, List<JsonObject> pods, int count)
    {
        for (var i = 0; i < count; i++)
        {
            var pod = PodTemplate.NewPod(Kinds.ReplicaSet, set, set.At("spec", "template"));
            pod.Child("metadata")["generateName"] = $"{set.Name()}-";
            try
            {
                var created = view.Create(Kinds.Pod, pod);
                events.Normal(
                    EventSource.ReplicaSet,
                    Kinds.ReplicaSet,
                    set,
                    "SuccessfulCreate",
                    $"Created pod: {created.Name()}"
                );
            }
            catch (ApiException e)
            {
                events.Warning(
                    EventSource.ReplicaSet,
                    Kinds.ReplicaSet,
                    set,
                    "FailedCreate",
                    $"Error creating: {e.Message}"
                );
                return new ReplicaSetFailure("FailedCreate", e.Message);
            }
        }
        return null;
    }

    private ReplicaSetFailure? Remove(JsonObject set, List<JsonObject> pods, int count)
    {
        foreach (var pod in DeletionOrder.Of(pods).Take(count).ToArray())
        {
            try
            {
                view.Delete(Kinds.Pod, pod);
                events.Normal(
                    EventSource.ReplicaSet,
                    Kinds.ReplicaSet,
                    set,
                    "SuccessfulDelete",
                    $"Deleted pod: {pod.Name()}"
                );
            }
            catch (ApiException e) when (e.Code != 404)
            {
                events.Warning(
                    EventSource.ReplicaSet,
                    Kinds.ReplicaSet,
                    set,
                    "FailedDelete",
                    $"Error deleting: {e.Message}"
                );
                return new ReplicaSetFailure("FailedDelete", e.Message);
            }
        }
        return null;
    }
}
