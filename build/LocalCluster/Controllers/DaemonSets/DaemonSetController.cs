using System.Text.Json.Nodes;
using LocalCluster.Controllers.Revisioned;
using LocalCluster.Controllers.Scheduling;
using LocalCluster.Objects;
using LocalCluster.Resources;
using LocalCluster.Schema;
using LocalCluster.Watching;
using Slipway.Formats;

namespace LocalCluster.Controllers.DaemonSets;

/// <summary>Runs one pod of a DaemonSet on the node, if its template admits the node.</summary>
internal sealed class DaemonSetController(
    ClusterView view,
    EventRecorder events,
    TimeProvider time,
    string nodeName
) : IController
{
    private readonly TemplateRevisions _revisions = new(view, Kinds.DaemonSet);

    public string Name => "daemonset-controller";

    public IReadOnlyCollection<ResourceKind> Watches { get; } =
    [Kinds.DaemonSet, Kinds.Pod, Kinds.ControllerRevision, Kinds.Node];

    public IEnumerable<ObjectName> Affected(Change change) =>
        change.Kind == Kinds.Node
            ? view.List(Kinds.DaemonSet).Select(ObjectName.Of)
            : Interest.OwnerOrSelf(change, Kinds.DaemonSet, view);

    public TimeSpan? Reconcile(ObjectName key)
    {
        if (view.Get(Kinds.DaemonSet, key.Namespace, key.Name) is not { } set || set.IsBeingDeleted())
            return null;
        var selector = LabelSelector.Of(set.At("spec", "selector"));
        var pods = Owners.Claim(view, Kinds.DaemonSet, set, Kinds.Pod, selector).ToList();
        var newest = _revisions.Present(set);
        var hash = newest.Label(TemplateRevisions.HashLabel)!;
        var wanted = Admits(set);
        foreach (var pod in Surplus(set, pods, hash, wanted))
        {
            view.Delete(Kinds.Pod, pod);
            events.Normal(
                EventSource.DaemonSet,
                Kinds.DaemonSet,
                set,
                "SuccessfulDelete",
                $"Deleted pod: {pod.Name()}"
            );
        }
        try
        {
            if (wanted && pods.Count == 0)
                Create(set, hash);
        }
        finally
        {
            // What it has seen is told even when a pod was refused.
            WriteStatus(set, Present(set), hash, wanted);
        }
        var present = Present(set);
        _revisions.Trim(set, [newest.Name()]);
        return Pods.UntilAvailable(present, set.Number("spec", "minReadySeconds") ?? 0, time.GetUtcNow());
    }

    /// <summary>
    /// Pods to delete: all if the node is not admitted, else ended ones, duplicates, and one of an old
    /// template.
    /// </summary>
    internal static IEnumerable<JsonObject> Surplus(
        JsonObject set,
        IReadOnlyList<JsonObject> pods,
        string hash,
        bool wanted
    )
    {
        var open = pods.Where(pod => !pod.IsBeingDeleted()).OrderBy(pod => pod.Created()).ToArray();
        if (!wanted)
            return open;
        var isRolling = set.Text("spec", "updateStrategy", "type") is null or "RollingUpdate";
        var kept = open.FirstOrDefault(pod =>
            !Pods.IsFinished(pod) && (!isRolling || pod.Label(TemplateRevisions.HashLabel) == hash)
        );
        return open.Where(pod => pod != kept);
    }

    private JsonObject[] Present(JsonObject set) =>
        [.. view.OwnedBy(Kinds.Pod, set.Uid()).Where(Pods.IsActive)];

    /// <summary>Labels decide; a cordoned or full node keeps its daemons.</summary>
    private bool Admits(JsonObject set) =>
        view.Get(Kinds.Node, "", nodeName) is { } node
        && NodeFit.Selects(
            new JsonObject { ["spec"] = set.At("spec", "template", "spec")?.DeepClone() },
            node.Labels()
        );

    private void Create(JsonObject set, string hash)
    {
        var pod = PodTemplate.NewPod(Kinds.DaemonSet, set, set.At("spec", "template"));
        pod.Child("metadata")["generateName"] = $"{set.Name()}-";
        pod.Child("metadata").Child("labels")[TemplateRevisions.HashLabel] = hash;
        JsonObject created;
        try
        {
            created = view.Create(Kinds.Pod, pod);
        }
        catch (ApiException e)
        {
            events.Warning(
                EventSource.DaemonSet,
                Kinds.DaemonSet,
                set,
                "FailedCreate",
                $"Error creating: {e.Message}"
            );
            throw;
        }
        events.Normal(
            EventSource.DaemonSet,
            Kinds.DaemonSet,
            set,
            "SuccessfulCreate",
            $"Created pod: {created.Name()}"
        );
    }

    private void WriteStatus(JsonObject set, JsonObject[] pods, string hash, bool wanted)
    {
        var now = time.GetUtcNow();
        var minReady = set.Number("spec", "minReadySeconds") ?? 0;
        var desired = wanted ? 1 : 0;
        var available = pods.Count(pod => Pods.IsAvailable(pod, minReady, now));
        var updated = set.Copy();
        var status = updated.Child("status");
        status.SetOrOmit("observedGeneration", set.Number("metadata", "generation") ?? 0);
        status["currentNumberScheduled"] = Math.Min(desired, pods.Length);
        status["desiredNumberScheduled"] = desired;
        status["numberMisscheduled"] = wanted ? 0 : pods.Length;
        status["numberReady"] = pods.Count(Pods.IsReady);
        status.SetOrOmit("numberAvailable", available);
        status.SetOrOmit("numberUnavailable", Math.Max(0, desired - available));
        status.SetOrOmit(
            "updatedNumberScheduled",
            pods.Count(p => p.Label(TemplateRevisions.HashLabel) == hash)
        );
        if (!JsonNode.DeepEquals(updated, set))
            view.UpdateStatus(Kinds.DaemonSet, updated);
    }
}
