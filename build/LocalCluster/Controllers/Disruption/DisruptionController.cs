using System.Text.Json.Nodes;
using LocalCluster.Objects;
using LocalCluster.Resources;
using LocalCluster.Schema;
using LocalCluster.Watching;
using Slipway.Formats;

namespace LocalCluster.Controllers.Disruption;

/// <summary>Keeps the status of PodDisruptionBudgets.</summary>
internal sealed class DisruptionController(ClusterView view, TimeProvider time) : IController
{
    public string Name => "disruption-controller";

    public IReadOnlyCollection<ResourceKind> Watches { get; } =
    [Kinds.PodDisruptionBudget, Kinds.Pod, Kinds.ReplicaSet, Kinds.Deployment, Kinds.StatefulSet];

    public IEnumerable<ObjectName> Affected(Change change)
    {
        if (change.Kind == Kinds.PodDisruptionBudget)
            return [ObjectName.Of(change.Object)];
        var labels =
            change.Kind == Kinds.Pod
                ? change.Object.Labels()
                : change.Object.Map("spec", "template", "metadata", "labels");
        return view.List(Kinds.PodDisruptionBudget, change.Object.NamespaceName())
            .Where(budget => LabelSelector.Of(budget.At("spec", "selector")).Matches(labels))
            .Select(ObjectName.Of);
    }

    public TimeSpan? Reconcile(ObjectName key)
    {
        if (view.Get(Kinds.PodDisruptionBudget, key.Namespace, key.Name) is not { } budget)
            return null;
        var selector = LabelSelector.Of(budget.At("spec", "selector"));
        var pods = view.List(Kinds.Pod, key.Namespace)
            .Where(pod => selector.Matches(pod.Labels()) && !Pods.IsFinished(pod))
            .ToArray();
        var status = DisruptionBudget.Status(budget, pods, Scale(pods), time.GetUtcNow());
        if (JsonNode.DeepEquals(status, budget["status"]))
            return null;
        var updated = budget.Copy();
        updated["status"] = status;
        view.UpdateStatus(Kinds.PodDisruptionBudget, updated);
        return null;
    }

    /// <summary>The sizes of all workloads that the pods belong to.</summary>
    private int Scale(JsonObject[] pods) =>
        pods.Select(Workload)
            .OfType<JsonObject>()
            .DistinctBy(workload => workload.Uid())
            .Sum(workload => workload.Count("spec", "replicas"));

    private JsonObject? Workload(JsonObject pod)
    {
        var ns = pod.NamespaceName();
        return Owners.ControllerOf(pod) switch
        {
            { Kind: "StatefulSet" } owner => view.Get(Kinds.StatefulSet, ns, owner.Name),
            { Kind: "ReplicaSet" } owner when view.Get(Kinds.ReplicaSet, ns, owner.Name) is { } set =>
                Owners.ControllerOf(set) is { Kind: "Deployment" } above
                    ? view.Get(Kinds.Deployment, ns, above.Name) ?? set
                    : set,
            _ => null,
        };
    }
}
