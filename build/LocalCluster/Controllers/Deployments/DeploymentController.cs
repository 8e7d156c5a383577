using System.Text.Json.Nodes;
using LocalCluster.Objects;
using LocalCluster.Resources;
using LocalCluster.Schema;
using LocalCluster.Watching;
using Slipway.Formats;

namespace LocalCluster.Controllers.Deployments;

/// <summary>Brings a Deployment's ReplicaSets from the old template to the new one.</summary>
internal sealed class DeploymentController(ClusterView view, EventRecorder events, TimeProvider time)
    : IController
{
    private readonly ReplicaSetWriter _sets = new(view, events);

    public string Name => "deployment-controller";

    public IReadOnlyCollection<ResourceKind> Watches { get; } =
    [Kinds.Deployment, Kinds.ReplicaSet, Kinds.Pod];

    public IEnumerable<ObjectName> Affected(Change change)
    {
        if (change.Kind != Kinds.Pod)
            return Interest.OwnerOrSelf(change, Kinds.Deployment, view);
        return change.Type == ChangeType.Deleted ? RecreatedBy(change.Object) : [];
    }

    public TimeSpan? Reconcile(ObjectName key)
    {
        if (view.Get(Kinds.Deployment, key.Namespace, key.Name) is not { } deployment)
            return null;
        var selector = LabelSelector.Of(deployment.At("spec", "selector"));
        var owned = Owners.Claim(view, Kinds.Deployment, deployment, Kinds.ReplicaSet, selector);
        var state = RolloutState.Of(deployment, owned);
        if (deployment.IsBeingDeleted())
            return WriteStatus(state);
        state = NotePause(state);
        if (deployment.Flag("spec", "paused"))
            return WriteStatus(Scale(state));
        if (ProportionalScaling.IsNeeded(state))
            return WriteStatus(Scale(state));
        return RolloutLimits.IsRolling(deployment) ? Roll(state) : Recreate(state);
    }

    private TimeSpan? Roll(RolloutState state)
    {
        state = _sets.EnsureNewest(state, time.GetUtcNow());
        var size = RollingUpdate.NewestSize(state);
        if (state.Newest is { } newest && size != newest.Count("spec", "replicas"))
            return WriteStatus(_sets.Resize(state, [new Resize(newest, size)]));
        var shrink = RollingUpdate.ShrinkOld(state);
        if (shrink.Count > 0)
            return WriteStatus(_sets.Resize(state, shrink));
        return Finish(state);
    }

    private TimeSpan? Recreate(RolloutState state)
    {
        var stop = state
            .Old.Where(set => set.Count("spec", "replicas") > 0)
            .Select(set => new Resize(set, 0))
            .ToArray();
        if (stop.Length > 0)
            return WriteStatus(_sets.Resize(state, stop));
        if (state.Old.Any(set => view.OwnedBy(Kinds.Pod, set.Uid()).Any(pod => !Pods.IsFinished(pod))))
            return WriteStatus(state);
        state = _sets.EnsureNewest(state, time.GetUtcNow());
        if (state.Newest is { } newest && newest.Count("spec", "replicas") != state.Replicas)
            state = _sets.Resize(state, [new Resize(newest, state.Replicas)]);
        return Finish(state);
    }

    private TimeSpan? Finish(RolloutState state)
    {
        if (DeploymentStatus.IsComplete(state, DeploymentStatus.Of(state, time.GetUtcNow())))
            _sets.DropHistory(state);
        return WriteStatus(state);
    }

    private RolloutState Scale(RolloutState state) => _sets.Resize(state, ProportionalScaling.Decide(state));

    private RolloutState NotePause(RolloutState state)
    {
        var deployment = state.Deployment;
        var known = Conditions.Find(deployment["status"], "Progressing");
        var isNoted = known.Text("reason") == "DeploymentPaused";
        var isPaused = deployment.Flag("spec", "paused");
        if (
            !Progress.HasDeadline(deployment)
            || isNoted == isPaused
            || known.Text("reason") == "ProgressDeadlineExceeded"
        )
            return state;
        var updated = deployment.Copy();
        Conditions.Set(
            updated.Child("status"),
            isPaused
                ? Progress.Condition("Unknown", "DeploymentPaused", "Deployment is paused", time.GetUtcNow())
                : Progress.Condition(
                    "Unknown",
                    "DeploymentResumed",
                    "Deployment is resumed",
                    time.GetUtcNow()
                )
        );
        return state with { Deployment = view.UpdateStatus(Kinds.Deployment, updated) };
    }

    private TimeSpan? WriteStatus(RolloutState state)
    {
        var now = time.GetUtcNow();
        var status = DeploymentStatus.Of(state, now);
        Progress.Update(state, status, now);
        if (!JsonNode.DeepEquals(status, state.Deployment["status"]))
        {
            var updated = state.Deployment.Copy();
            updated["status"] = status.DeepClone();
            view.UpdateStatus(Kinds.Deployment, updated);
        }
        return Progress.UntilDeadline(state, status, now);
    }

    /// <summary>The Deployment that waits for its old pods to end before it starts new ones.</summary>
    private IEnumerable<ObjectName> RecreatedBy(JsonObject pod)
    {
        if (
            Owners.ControllerOf(pod) is not { Kind: "ReplicaSet" } setOwner
            || view.Get(Kinds.ReplicaSet, pod.NamespaceName(), setOwner.Name) is not { } set
            || Owners.ControllerOf(set) is not { Kind: "Deployment" } owner
        )
            yield break;
        if (
            view.Get(Kinds.Deployment, pod.NamespaceName(), owner.Name) is { } deployment
            && !RolloutLimits.IsRolling(deployment)
        )
            yield return ObjectName.Of(deployment);
    }
}
